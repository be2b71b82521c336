import type { Digest } from "../json/digest.ts";
import { emptyRecord } from "../json/record.ts";
import { problem, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { readYaml, type YamlDocument } from "../yaml/read-yaml.ts";
import { inOrder, validate } from "../yaml/validate.ts";
import { checkTargets } from "./check-targets.ts";
import { configSchema, type ConfigFile } from "./config-schema.ts";
import type { Config, Kinds, SecretRef, TargetConfig } from "./config.ts";
import { secretFault } from "./secret-fault.ts";
import { parseSshKey } from "./ssh-key.ts";

const path = "brevet.yaml";
const maxBytes = 1024 * 1024;

/** Reads `brevet.yaml`. Looks at no target and no secret: only at what they are called. */
export function readConfig(bytes: Uint8Array, kinds: Kinds): Result<Config> {
  const document = readYaml(bytes, { path, maxBytes, syntax: "RULES_SYNTAX" });
  if (!document.ok) return document;
  const file = validate(configSchema, document.value);
  if (!file.ok) return file;
  const config = toConfig(file.value);
  const problems = [...checkTargets(config, document.value, kinds), ...checkLedger(config, document.value)];
  return problems.length > 0 ? fail(inOrder(problems)) : succeed(config);
}

function toConfig(file: ConfigFile): Config {
  const { forge, ledger, guards } = file;
  const targets = emptyRecord<TargetConfig>();
  for (const [id, entry] of Object.entries(file.targets)) targets[id] = toTarget(id, entry);
  return {
    repositoryId: file.repository_id,
    forge: { kind: forge.kind, remote: forge.remote ?? null },
    branch: file.branch,
    ledger: {
      branch: ledger.branch,
      genesis: (ledger.genesis ?? null) as Digest | null,
      keys: ledger.keys.map(bare),
      sign: (ledger.sign ?? null) as SecretRef | null,
    },
    targets,
    guards: { maxRemovedByDiff: Number((guards?.max_removed_by_diff ?? "25%").slice(0, -1)) / 100 },
  };
}

function toTarget(id: string, entry: ConfigFile["targets"][string]): TargetConfig {
  const { kind, identity, mode = "enforce", runner = null, privileged = [], ...options } = entry;
  return { id, kind, identity, mode, runner, privileged, options: options };
}

function checkLedger({ ledger, targets }: Config, document: YamlDocument): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [index, key] of ledger.keys.entries()) {
    const read = parseSshKey(key);
    if (typeof read === "string") problems.push(problem(read, {}, document.placeOf(`/ledger/keys/${index}`)));
  }
  const why = ledger.sign === null ? null : secretFault(ledger.sign, "engine", Object.keys(targets));
  if (ledger.sign !== null && why !== null) {
    problems.push(problem("SECRET_REFUSED", { ref: ledger.sign, why }, document.placeOf("/ledger/sign")));
  }
  return problems;
}

/** An engine key without its comment. */
function bare(key: string): string {
  return key.split(" ", 2).join(" ");
}
