import { createRequire } from "node:module";
import type * as Package from "ajv";
import type { Ajv, Options } from "ajv";

const require = createRequire(import.meta.url);

/** A compiler of schemas, loaded when the first one is asked for: most runs meet only schemas compiled beforehand. */
export function newAjv(options: Options): Ajv {
  const { Ajv: Compiler } = require("ajv") as typeof Package;
  return new Compiler(options);
}
