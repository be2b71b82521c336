import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rulesReference } from "./rules/reference.ts";

/** Writes docs/rules-of-the-pack.md from the METADATA of the rules: `node scripts/rules-reference.ts`. */
const root = path.resolve(import.meta.dirname, "..");
const annotations = readFileSync(path.join(root, "policies/annotations.json"), "utf8");
writeFileSync(path.join(root, "docs/rules-of-the-pack.md"), rulesReference(annotations));
