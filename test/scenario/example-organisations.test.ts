import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { instant } from "../../src/core/time/instant.ts";
import { createToolchain } from "../../src/policy/toolchain/wasm-toolchain.ts";
import { openExample, type Asked, type ExampleOrganisation } from "../fakes/example-organisation.ts";
import { describeWith, toolchain as installed } from "../needs.ts";

const examples = ["docs/examples/start-up", "docs/examples/bank"] as const;

/** What a look at their catalogs warns of: nora alone owns the website, and may edit it. */
const hardlyMeant = {
  "docs/examples/start-up": ["ASKER_AGREES_ALONE policies/catalog/resources/office.yaml:8"],
  "docs/examples/bank": [],
} as const;

/** One entry of an example's scenarios.yaml. */
interface Scenario extends Omit<Asked, "at"> {
  readonly name: string;
  readonly at?: string;
  readonly outcome: "allowed" | "pending" | "denied";
  /** Codes of what is said, among others. */
  readonly says?: readonly string[];
  /** Names of the stages that still wait for somebody. */
  readonly waits_for?: readonly string[];
}

function scenariosOf(folder: string): readonly Scenario[] {
  return parse(readFileSync(path.resolve(folder, "scenarios.yaml"), "utf8")) as Scenario[];
}

describe.each(examples)("%s", (folder) => {
  let organisation: ExampleOrganisation;
  const scenarios = scenariosOf(folder);
  beforeAll(async () => {
    organisation = await openExample(folder);
  });
  afterAll(() => organisation[Symbol.asyncDispose]());

  it("tells what becomes of every request", () => {
    expect([...new Set(scenarios.map(({ request }) => request))].toSorted()).toEqual(organisation.requests);
  });

  it("hardly means nothing else of what its catalog says", async () => {
    const found = await organisation.lint();
    expect(found.map(({ code, path, line }) => `${code} ${path ?? ""}:${line ?? 0}`)).toEqual(hardlyMeant[folder]);
  });

  it.each(scenarios)("$name", async ({ outcome, says = [], waits_for = [], at, ...asked }) => {
    const moment = at === undefined ? {} : { at: instant(Date.parse(at)) };
    const verdict = await organisation.judge({ ...asked, ...moment });
    const open = verdict.stages.filter(({ missing }) => missing > 0).map(({ name }) => name);
    const denials = verdict.reasons.filter(({ severity }) => severity === "deny").map(({ code }) => code);
    expect({ outcome: verdict.outcome, denials }).toEqual({ outcome, denials: outcome === "denied" ? says : [] });
    expect(verdict.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining([...says]));
    expect(outcome === "pending" ? open.toSorted() : []).toEqual(waits_for.toSorted());
  });
});

describeWith([installed], "the invariants", () => {
  it.each(examples)("hold with the settings of %s", async (folder) => {
    await using organisation = await openExample(folder);
    const files = new Map([...organisation.files].filter(([file]) => !file.endsWith("_test.rego")));
    const trial = { data: organisation.data, requests: 500 };
    const tested = await createToolchain().test(files, trial, { signal: AbortSignal.timeout(120_000) });
    expect(tested).toMatchObject({ ok: true, value: { trial: { broken: [] } } });
  });
});
