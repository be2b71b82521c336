import { describe, expect, it } from "vitest";
import { bundle } from "../../../scripts/schemas/bundle.ts";

const word = { $id: "urn:brevet:word", $defs: { plain: { type: "string" } }, $ref: "#/$defs/plain" };
const list = { $id: "urn:brevet:list", type: "array", items: { $ref: "urn:brevet:word" } };
const known = new Map([word, list].map((schema) => [schema.$id, schema]));

describe("a published schema", () => {
  it("holds what it names, and what that names", () => {
    expect(bundle({ $id: "urn:brevet:page", properties: { lines: { $ref: "urn:brevet:list" } } }, known)).toEqual({
      $id: "urn:brevet:page",
      properties: { lines: { $ref: "#/$defs/list" } },
      $defs: {
        list: { type: "array", items: { $ref: "#/$defs/word" } },
        word: { $defs: { plain: { type: "string" } }, $ref: "#/$defs/word/$defs/plain" },
      },
    });
  });

  it("keeps a place inside what it names", () => {
    const { properties } = bundle(
      { $id: "urn:brevet:a", properties: { b: { $ref: "urn:brevet:word#/$defs/plain" } } },
      known,
    );
    expect(properties).toEqual({ b: { $ref: "#/$defs/word/$defs/plain" } });
  });

  it("is itself where it names nothing", () => {
    expect(bundle(word, known)).toEqual(word);
  });

  it("is refused where it names what is not there", () => {
    expect(() => bundle({ $id: "urn:brevet:a", $ref: "urn:brevet:nothing" }, known)).toThrow("urn:brevet:nothing");
  });
});
