import { expect, it } from "vitest";
import { openExample } from "../fakes/example-organisation.ts";

/** What a look at their catalogs warns of: nora alone owns the website, and may edit it. */
it.each([
  ["docs/examples/start-up", ["ASKER_AGREES_ALONE policies/catalog/resources/office.yaml:8"]],
  ["docs/examples/bank", []],
])("%s hardly means nothing else of what its catalog says", async (folder, meant) => {
  await using organisation = await openExample(folder);
  const found = await organisation.lint();
  expect(found.map(({ code, path, line }) => `${code} ${path ?? ""}:${line ?? 0}`)).toEqual(meant);
});
