import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gatherPack } from "./rules/gather.ts";
import { inputReference } from "./rules/input-reference.ts";
import { rulesReference } from "./rules/reference.ts";

/** Writes docs/rules-of-the-pack.md, docs/policy-input.md and policies/decision/pack.rego from the rules: `node scripts/rules-reference.ts`. */
const root = path.resolve(import.meta.dirname, "..");
const annotations = readFileSync(path.join(root, "policies/annotations.json"), "utf8");
writeFileSync(path.join(root, "docs/rules-of-the-pack.md"), rulesReference(annotations));
writeFileSync(path.join(root, "docs/policy-input.md"), inputReference());

const rules = path.join(root, "policies/rules");
const sources = readdirSync(rules).flatMap((category) =>
  readdirSync(path.join(rules, category)).map((rule) => {
    const source = readFileSync(path.join(rules, category, rule, `${rule}.rego`), "utf8");
    return [`${category}.${rule}`, source] as const;
  }),
);
writeFileSync(path.join(root, "policies/decision/pack.rego"), gatherPack(new Map(sources)));
