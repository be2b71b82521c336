import type { Json } from "../json/value.ts";
import { nearest } from "../problem/nearest.ts";
import { problem, type Problem } from "../problem/problem.ts";
import type { YamlDocument } from "../yaml/read-yaml.ts";
import { validate } from "../yaml/validate.ts";
import type { Config, Kinds, TargetConfig } from "./config.ts";
import { secretFault } from "./secret-fault.ts";
import { secretOwners } from "./secret-owners.ts";

/** What is wrong with the targets of a configuration: unknown kinds and options, shared identities and secrets. */
export function checkTargets(config: Config, document: YamlDocument, kinds: Kinds): readonly Problem[] {
  const targets = Object.values(config.targets);
  const owners = secretOwners(config);
  const first = new Map<string, string>();
  return targets.flatMap((target) => {
    const place = document.placeOf(`/targets/${target.id}`, "key");
    const problems = [...checkKind(target, document, kinds), ...checkSecrets(target, owners, document)];
    if (target.id === "engine" || target.id === "witness")
      problems.push(problem("TARGET_ID_RESERVED", { target: target.id }, place));
    const twin = first.get(target.identity);
    if (twin === undefined) first.set(target.identity, target.id);
    else problems.push(problem("TARGET_TWICE", { target: target.id, twin }, place));
    return problems;
  });
}

function checkKind(target: TargetConfig, document: YamlDocument, kinds: Kinds): Problem[] {
  const pointer = `/targets/${target.id}`;
  const traits = kinds.get(target.kind);
  if (traits === undefined) {
    const known = [...kinds.keys()];
    const params = { kind: target.kind, nearest: nearest(target.kind, known), known };
    return [problem("TARGET_KIND_UNKNOWN", params, document.placeOf(`${pointer}/kind`))];
  }
  const options = validate(traits.optionsSchema as object, document, { value: target.options, pointer });
  return options.ok ? [] : [...options.problems];
}

function checkSecrets(target: TargetConfig, owners: readonly string[], document: YamlDocument): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [pointer, ref] of secretsOf(target.options, `/targets/${target.id}`)) {
    const why = secretFault(ref, target.id, owners);
    if (why !== null) problems.push(problem("SECRET_REFUSED", { ref, why }, document.placeOf(pointer)));
  }
  return problems;
}

/** Every text of the options that names a secret, with its pointer. */
function secretsOf(value: Json, pointer: string): readonly (readonly [pointer: string, ref: string])[] {
  if (typeof value === "string") return /^(?:env|file):/.test(value) ? [[pointer, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretsOf(item, `${pointer}/${key}`));
}
