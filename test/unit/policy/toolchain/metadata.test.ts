import { expect, it } from "vitest";
import { requestSchema } from "../../../../src/core/request/request-schema.ts";
import { metadataFaults, metadataSchema } from "../../../../src/policy/toolchain/metadata.ts";

const whole = {
  title: "Late start",
  description: "Nothing starts late.",
  custom: {
    code: "LATE_START",
    field: "start",
    message: "{asked} is late.",
    next: "Start at {most}.",
    facts: { asked: "instant", most: "instant" },
    controls: ["soc2:CC6.3"],
  },
};

/** METADATA as people write it, below two lines of something else. */
function written(changes: object): readonly [metadata: object, source: string] {
  const { custom, ...rest } = { ...whole, custom: { ...whole.custom, ...changes } };
  const lines = [
    ...Object.entries(rest).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    "custom:",
    ...Object.entries(custom).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
  ];
  const source = `# A note.\n\n# METADATA\n${lines.map((line) => `# ${line}\n`).join("")}package a\n`;
  return [{ ...rest, custom }, source];
}

it("finds nothing wrong with METADATA that says everything", () => {
  expect(metadataFaults(...written({}))).toEqual([]);
});

it("says that there is none", () => {
  expect(metadataFaults(null, "package a\n")).toEqual([{ what: "is missing", line: null }]);
});

it.each([
  { name: "a code in small letters", changes: { code: "late" }, line: 7, what: "code does not have the form" },
  { name: "a field that no request has", changes: { field: "star" }, line: 8, what: "field has to be one of subject," },
  { name: "a key that means nothing", changes: { nxt: "x" }, line: 13, what: "There is no key nxt here" },
  {
    name: "a fact that is worded by nobody",
    changes: { facts: { asked: "hours" } },
    line: 11,
    what: "asked has to be one",
  },
  {
    name: "a control of no framework",
    changes: { controls: ["CC6.3"] },
    line: 12,
    what: "controls does not have the form",
  },
])("tells $name at its line", ({ changes, line, what }) => {
  const faults = metadataFaults(...written(changes));
  expect(faults).toMatchObject([{ line, what: expect.stringContaining(`is unfit: ${what}`) as string }]);
});

it("tells all at once", () => {
  const faults = metadataFaults(...written({ code: "late", field: "star", message: "" }));
  expect(faults.map(({ line }) => line)).toEqual([7, 8, 9]);
});

it("tells each name that is no fact once, where it is used", () => {
  expect(metadataFaults(...written({ facts: {} }))).toMatchObject([
    { what: "names {asked}, which is not among its facts", line: 9 },
    { what: "names {most}, which is not among its facts", line: 10 },
  ]);
});

it("tells the first fault where METADATA is no plain YAML", () => {
  const [metadata, source] = written({ code: "late" });
  const anchored = source.replace("# title: ", "# title: &here ");
  expect(metadataFaults(metadata, anchored)).toMatchObject([
    { line: 4, what: expect.stringContaining("anchor") as string },
  ]);
});

it("knows the keys of a request file", () => {
  expect([...metadataSchema.properties.custom.properties.field.enum].toSorted()).toEqual(
    Object.keys(requestSchema.properties).toSorted(),
  );
});
