import { orgSchema } from "../../core/catalog/org-schema.ts";
import { shapeOfSchema, shapeOfValue } from "../../core/json/shape.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { ownDocuments } from "./own-documents.ts";

/**
 * What there is to read of `data.org` and `data.own`, as JSON Schemas: a name that is misspelt is found where it is read.
 * The first says what an organisation may write, the second what this one wrote.
 */
export function dataSchemas(files: PolicyFiles): { readonly org: object; readonly own: object } {
  // What cannot be read is for the catalog to complain of: here it may be anything.
  const own = [...ownDocuments(files)].map(([name, document]): [string, object] => [
    name,
    document === null ? {} : shapeOfValue(document.value),
  ]);
  return {
    org: shapeOfSchema(orgSchema),
    own: { type: "object", additionalProperties: false, properties: Object.fromEntries(own) },
  };
}
