import { expect, it } from "vitest";
import { personId } from "../../../../src/engine/init/person-id.ts";

it.each([
  { author: { name: "Alice Example", email: "alice@acme.example" }, id: "alice" },
  { author: { name: "A", email: "José.Ñandú+x@acme.example" }, id: "jose-nandu-x" },
  { author: { name: "Ådne Ø", email: "@acme.example" }, id: "adne" },
  { author: { name: "日本", email: "日本@acme.example" }, id: "me" },
  { author: null, id: "me" },
])("names $author $id", ({ author, id }) => {
  expect(personId(author)).toBe(id);
});
