import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inputSchemas } from "../../src/core/decision/input-versions.ts";
import type { Digest } from "../../src/core/json/digest.ts";
import type { PastPorts } from "../../src/engine/engine-ports.ts";
import { replayDecisions } from "../../src/engine/replay/replay-decisions.ts";
import { verifyDecisions } from "../../src/engine/replay/verify-decisions.ts";
import { openShelf } from "../../src/engine/rules/policy-shelf.ts";
import { readRules } from "../../src/engine/rules/read-rules.ts";
import { openGit } from "../../src/git/open-git.ts";
import { gitLedger } from "../../src/ledger/git-ledger.ts";
import { createPolicyHost } from "../../src/policy/open-policy.ts";
import type { LedgerView } from "../../src/ports/ledger.ts";
import { sshSignature } from "../../src/signature/ssh-signature.ts";
import { kinds } from "../fakes/company.ts";
import { Repository } from "../fakes/repository.ts";

/** What was recorded beside a history: what an auditor pins, and what became of each request. */
interface Pins {
  /** The version of the policy input. */
  readonly input: number;
  readonly genesis: Digest;
  readonly keys: readonly string[];
  readonly outcomes: readonly string[];
}

const options = { signal: AbortSignal.timeout(600_000) };
const folder = path.resolve(import.meta.dirname, "../fixtures/past");
const recorded = readdirSync(folder)
  .filter((file) => file.endsWith(".bundle"))
  .map((file) => {
    const bundle = path.join(folder, file);
    return { file, bundle, pins: JSON.parse(readFileSync(bundle.replace(/bundle$/, "json"), "utf8")) as Pins };
  });

it("every version of the input has its history", () => {
  expect([...new Set(recorded.map(({ pins }) => pins.input))].toSorted((a, b) => a - b)).toEqual([
    ...inputSchemas.keys(),
  ]);
});

describe.each(recorded)("the history $file, recorded by the engine of then", ({ bundle, pins }) => {
  const closing: (() => Promise<void> | void)[] = [];
  let ports: PastPorts;
  let view: LedgerView;

  beforeAll(async () => {
    const clone = Repository.create({ bare: true });
    closing.push(() => clone[Symbol.dispose]());
    clone.git("fetch", "--quiet", bundle, "refs/heads/*:refs/heads/*");
    const git = await openGit({ folder: clone.folder, remote: null, ...options });
    closing.unshift(() => git.close());
    const ledger = gitLedger({ git, signature: sshSignature(), branch: "ledger/1", trust: pins, key: null });
    const policies = openShelf(createPolicyHost());
    closing.unshift(() => policies.close());
    ports = { git, ledger, policies };
    const opened = await ledger.open(options);
    if (opened.view === null) throw new Error("it does not verify");
    ({ view } = opened);
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  it("is whole, to the state that each run left", async () => {
    expect(view.distrust).toBeNull();
    expect(await ports.ledger.verify(options)).toMatchObject({ ok: true, first_bad: null });
  });

  it("decides the same, to the byte, by its own rules", async () => {
    expect(await verifyDecisions(ports, view, options)).toEqual({
      replayed: pins.outcomes.length,
      stopped: 0,
      bad: null,
    });
  });

  it("can be asked by other rules, whole", async () => {
    const rules = await readRules(ports.git, kinds, view.state.rules.commit, options);
    if (!rules.ok) throw new Error(rules.problems.map(({ code }) => code).join());
    const report = await replayDecisions(ports, { view, rules: rules.value, since: null }, options);
    expect(report).toMatchObject({ decisions: pins.outcomes.length, unreadable: 0, newer: 0, problems: [] });
    expect(report.changed).toBeGreaterThan(0);
  });
});
