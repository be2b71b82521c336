import { expect, it } from "vitest";
import { toCodeowners } from "../../../../src/core/catalog/to-codeowners.ts";
import type { Config } from "../../../../src/core/config/config.ts";
import { checkRepository } from "../../../../src/engine/doctor/check-repository.ts";
import { Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const github = { kind: "github", remote: "origin", repository: "acme/access", id: 7, merger: null } as const;

it.each<{ name: string; forge?: Config["forge"]; codeowners: "none" | "true" | "stale"; expected: string[] }>([
  { name: "asks for no CODEOWNERS where nobody reads it", codeowners: "none", expected: [] },
  {
    name: "asks for one where the forge reads it",
    forge: github,
    codeowners: "none",
    expected: ["CODEOWNERS_STALE error"],
  },
  { name: "is content with one that is true", forge: github, codeowners: "true", expected: [] },
  { name: "finds one that is not", forge: github, codeowners: "stale", expected: ["CODEOWNERS_STALE error"] },
  { name: "warns of one that nobody reads", codeowners: "stale", expected: ["CODEOWNERS_STALE warning"] },
])("doctor $name", async ({ forge, codeowners, expected }) => {
  const town = await Town.found();
  const rules = await town.rules();
  const wanted = toCodeowners(rules.catalog);
  const text = { none: null, true: wanted, stale: `${wanted}* @mallory\n` }[codeowners];
  town.world.repository.commit({
    files: {
      ...(text !== null && { ".github/CODEOWNERS": text }),
      ".github/workflows/run.yml": "on: push\npermissions: {}\njobs: {}\n",
      ".github/workflows/notes.txt": "not: [a workflow",
    },
  });
  const config = { ...rules.config, ...(forge !== undefined && { forge }) };
  const found = await checkRepository(town.ports(), { ...rules, config }, options);
  expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected);
});

it("S42 doctor looks at every workflow of main, and says which", async () => {
  const town = await Town.found();
  town.world.repository.commit({
    files: {
      ".github/workflows/a.yml": "on: push\npermissions: {}\njobs: { a: { steps: [{ uses: a/b@v4 }] } }\n",
      ".github/workflows/b.yaml": "on: pull_request_target\npermissions: {}\njobs: {}\n",
    },
  });
  const found = await checkRepository(town.ports(), await town.rules(), options);
  expect(found.map(({ code, message }) => `${code} ${message.split(" ")[0] ?? ""}`)).toEqual([
    "WORKFLOW_UNPINNED .github/workflows/a.yml",
    "WORKFLOW_TARGET .github/workflows/b.yaml",
  ]);
});
