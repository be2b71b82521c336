import { writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { cliReference } from "./reference/cli-reference.ts";

/** Writes docs/reference/ from the product: `npm run reference`. */
const file = path.resolve(import.meta.dirname, "../docs/reference/cli.md");
writeFileSync(file, await format(await cliReference(), { ...(await resolveConfig(file)), filepath: file }));
console.log("reference: docs/reference/cli.md");
