import { expect, it } from "vitest";
import type { Catalog } from "../../../../src/core/catalog/catalog.ts";
import { toCodeowners } from "../../../../src/core/catalog/to-codeowners.ts";

const person = (id: string, github: Catalog["people"][string]["github"], email: string | null): object => ({
  id,
  github,
  email,
});

const catalog = {
  people: {
    alice: person("alice", { login: "alice-gh", id: 1 }, "alice@acme.example"),
    bob: person("bob", null, "bob@acme.example"),
    carol: person("carol", null, null),
  },
  teams: {
    payments: { github: "acme/payments", members: ["alice"] },
    small: { github: null, members: ["alice", "bob", "carol"] },
  },
  vendors: { acme: { owner: "bob" } },
  resources: {
    "b/two": { id: "b/two", owners: ["team:small", "person:alice"] },
    "a/one": { id: "a/one", owners: ["team:payments", "vendor:acme"] },
  },
  org: { rules: { from: ["alice"] } },
} as unknown as Catalog;

it("gives each resource's folder to its owners, as the forge names them, and the rules to who accepts them", () => {
  expect(toCodeowners(catalog).split("\n").slice(1)).toEqual([
    "/requests/a/one/ @acme/payments bob@acme.example",
    "/requests/b/two/ @alice-gh bob@acme.example",
    "/policies/ @alice-gh",
    "/brevet.yaml @alice-gh",
    "/.github/ @alice-gh",
    "",
  ]);
});
