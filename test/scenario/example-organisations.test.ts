import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Scenarios } from "../../src/core/report/scenario-schema.ts";
import { openExample, type ExampleOrganisation } from "../fakes/example-organisation.ts";

/** What a look at their catalogs warns of: nora alone owns the website, and may edit it. */
const examples = [
  { folder: "docs/examples/start-up", warnings: ["ASKER_AGREES_ALONE policies/catalog/resources/office.yaml:8"] },
  { folder: "docs/examples/bank", warnings: [] },
];

/** Its scenarios come to what they expect: test/e2e/cli/example-company.test.ts asks policy test. */
describe.each(examples)("$folder", ({ folder, warnings }) => {
  let organisation: ExampleOrganisation;
  const read = (file: string): unknown => parse(readFileSync(path.resolve(folder, file), "utf8"));
  const scenarios = Object.values(read("test/scenario/requests.yaml") as Scenarios);
  beforeAll(async () => {
    organisation = await openExample(folder);
  });
  afterAll(() => organisation[Symbol.asyncDispose]());

  it("tells what becomes of every request", () => {
    expect([...new Set(scenarios.map(({ request }) => request.id))].toSorted()).toEqual(organisation.requests);
  });

  it.each(scenarios.map(({ request }) => request))("asks in its scenarios what stands in $id", (request) => {
    const { id, requester: _, ...asked } = request as typeof request & { requester?: string };
    expect(asked).toEqual(read(`requests/${id}.yaml`));
  });

  it("hardly means nothing else of what its catalog says", async () => {
    const found = await organisation.lint();
    expect(found.map(({ code, path: file, line }) => `${code} ${file ?? ""}:${line ?? 0}`)).toEqual(warnings);
  });
});
