import { Ajv, type AnySchemaObject } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { orgSchema } from "../../src/core/catalog/org-schema.ts";
import { peopleSchema } from "../../src/core/catalog/people-schema.ts";
import { resourcesSchema } from "../../src/core/catalog/resources-schema.ts";
import { teamsSchema } from "../../src/core/catalog/teams-schema.ts";
import { vendorsSchema } from "../../src/core/catalog/vendors-schema.ts";
import { workloadsSchema } from "../../src/core/catalog/workloads-schema.ts";
import { configSchema } from "../../src/core/config/config-schema.ts";
import { forgeSchemas } from "../../src/core/config/forge-schemas.ts";
import { decisionSchema } from "../../src/core/decision/decision.ts";
import { policyInputSchema } from "../../src/core/decision/input.ts";
import { ajvOptions, compiledKey, type Asking } from "../../src/core/json/compiled.ts";
import { bodySchema, namedByBodies } from "../../src/core/ledger/event-body.ts";
import { eventSchema } from "../../src/core/ledger/event-schema.ts";
import { requestSchema } from "../../src/core/request/request-schema.ts";
import { statementSchemas } from "../../src/core/statement/statement-schema.ts";
import { policyLockSchema } from "../../src/policy/lock/policy-lock.ts";
import { metadataSchema } from "../../src/policy/toolchain/metadata.ts";
import { kinds } from "../../src/targets/registry.ts";

interface Wanted {
  readonly asking: Asking;
  readonly schema: AnySchemaObject;
  readonly others: readonly AnySchemaObject[];
}

/** What commands meet on their way: compiled when they start, each would cost milliseconds. */
const wanted: readonly Wanted[] = [
  ...[configSchema, requestSchema, orgSchema, peopleSchema, teamsSchema].map(forAll),
  ...[vendorsSchema, workloadsSchema, resourcesSchema, ...Object.values(forgeSchemas)].map(forAll),
  ...[...kinds.values()].flatMap(({ optionsSchema, rightsSchema }) => [optionsSchema as object, rightsSchema as object].map(forAll)),
  ...[policyLockSchema, policyInputSchema, decisionSchema, eventSchema, metadataSchema].map(forFirst),
  ...Object.values(statementSchemas).map(forFirst),
  ...eventSchema.properties.type.enum.map(
    (type): Wanted => ({ asking: "first", schema: bodySchema(type), others: namedByBodies }),
  ),
];

function forAll(schema: object): Wanted {
  return { asking: "all", schema: schema, others: [] };
}

function forFirst(schema: object): Wanted {
  return { asking: "first", schema: schema, others: [] };
}

/** The module of schemas compiled beforehand: src/core/json/compiled-schemas.ts. */
export function compiledModule(): string {
  const alone = wanted.filter(({ others }) => others.length === 0).map((each) => [each]);
  const bodies = wanted.filter(({ others }) => others.length > 0);
  const scopes = [...alone, bodies].map((scope, index) => toScope(scope, `scope${index}`));
  const entries = scopes.flatMap(({ keys, name }) => keys.map((key, index) => `  ["${key}", () => ${name}()[${index}]],`));
  return [
    "// @ts-nocheck Compiled by npm run schemas. Do not edit: change the schemas, and run it again.",
    'import type { ValidateFunction } from "ajv";',
    'import equals from "ajv/dist/runtime/equal.js";',
    'import lengths from "ajv/dist/runtime/ucs2length.js";',
    "",
    "// CommonJS: some loaders answer with the function, some with what holds it.",
    "const [equal, ucs2length] = [equals.default ?? equals, lengths.default ?? lengths];",
    "",
    "/** By `compiledKey`: what makes the function, from code that is not looked at before. */",
    "export const compiledSchemas: ReadonlyMap<string, () => ValidateFunction> = new Map([",
    ...entries,
    "]);",
    "",
    ...scopes.map(({ code }) => code),
    "",
  ].join("\n");
}

/**
 * The functions of schemas that share what they refer to, made together when the first of them is asked for. Where only the
 * first fault is told, nobody asks against which part of the schema it is.
 */
function toScope(scope: readonly Wanted[], scopeName: string): { name: string; keys: readonly string[]; code: string } {
  const [{ asking, others } = { asking: "first", others: [] } as const] = scope;
  const ajv = new Ajv({ ...ajvOptions[asking], code: { source: true, esm: true } });
  for (const other of others) ajv.addSchema(other);
  const names = scope.map((_, index) => `fits${index}`);
  for (const [index, { schema }] of scope.entries()) ajv.addSchema(schema, names[index] ?? "");
  const made = standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const code = (asking === "first" ? made.replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, "") : made)
    .replace('"use strict";', "")
    .replaceAll(/require\("ajv\/dist\/runtime\/(equal|ucs2length)"\)\.default/g, "$1")
    .replaceAll(/export const (fits\d+) = /g, "const $1 = ");
  if (/\brequire\(|^export /m.test(code)) throw new Error("a compiled schema needs something that is not imported");
  return {
    name: scopeName,
    keys: scope.map(({ schema }) => compiledKey(asking, schema, others)),
    code: `let made_${scopeName};\nfunction ${scopeName}() {\n  return (made_${scopeName} ??= make_${scopeName}());\n}\nfunction make_${scopeName}() {\n${code}\nreturn [${names.join(", ")}];\n}`,
  };
}
