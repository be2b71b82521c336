import { orgSchema } from "../../core/catalog/org-schema.ts";
import { shapeOfSchema, shapeOfValue } from "../../core/json/shape.ts";
import { readYaml } from "../../core/yaml/read-yaml.ts";
import type { PolicyFiles } from "../../ports/policy.ts";

const ownData = /^own\/data\/([a-z][a-z0-9_]{0,62})\.yaml$/;
const maxBytes = 4 * 1024 * 1024;

/**
 * What there is to read of `data.org` and `data.own`, as JSON Schemas: a name that is misspelt is found where it is read.
 * The first says what an organisation may write, the second what this one wrote.
 */
export function dataSchemas(files: PolicyFiles): { readonly org: object; readonly own: object } {
  const own = [...files].flatMap(([path, bytes]) => {
    const name = ownData.exec(path)?.[1];
    return name === undefined ? [] : [[name, shapeOf(path, bytes)] as const];
  });
  return {
    org: shapeOfSchema(orgSchema),
    own: { type: "object", additionalProperties: false, properties: Object.fromEntries(own) },
  };
}

/** What cannot be read is for the catalog to complain of: here it may be anything. */
function shapeOf(path: string, bytes: Uint8Array): object {
  const document = readYaml(bytes, { path: `policies/${path}`, maxBytes, syntax: "RULES_SYNTAX" });
  return document.ok ? shapeOfValue(document.value.value) : {};
}
