import { Ajv, type Options } from "ajv";

/** A compiler of schemas. The same promise as node.ts, for places without node:module. */
export function newAjv(options: Options): Ajv {
  return new Ajv(options);
}
