import type { Digest } from "../json/digest.ts";
import { emptyRecord } from "../json/record.ts";
import { problem, type Problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { readYaml, type YamlDocument } from "../yaml/read-yaml.ts";
import { inOrder, validate } from "../yaml/validate.ts";
import { checkEvidence } from "./check-evidence.ts";
import { checkNotifiers } from "./check-notifiers.ts";
import { checkTargets } from "./check-targets.ts";
import { configSchema, type ConfigFile } from "./config-schema.ts";
import type {
  Config,
  EvidenceConfig,
  ForgeConfig,
  Kinds,
  NotifierConfig,
  SecretRef,
  TargetConfig,
  WitnessConfig,
} from "./config.ts";
import { forgeSchemas } from "./forge-schemas.ts";
import { secretFault } from "./secret-fault.ts";
import { secretOwner } from "./secret-owner.ts";
import { secretOwners } from "./secret-owners.ts";
import { parseSshKey } from "./ssh-key.ts";
import { toWitness } from "./to-witness.ts";
import { witnessSchemas } from "./witness-schemas.ts";

const path = "brevet.yaml";
const maxBytes = 1024 * 1024;

/** Reads `brevet.yaml`. Looks at no target and no secret: only at what they are called. */
export function readConfig(bytes: Uint8Array, kinds: Kinds): Result<Config> {
  const document = readYaml(bytes, { path, maxBytes, syntax: "RULES_SYNTAX" });
  if (!document.ok) return document;
  const file = validate(configSchema, document.value);
  if (!file.ok) return file;
  const witness = readWitness(file.value, document.value);
  if (!witness.ok) return witness;
  const forge = readForge(file.value, document.value);
  if (!forge.ok) return forge;
  const config = toConfig(file.value, forge.value, witness.value);
  const problems = [
    ...checkTargets(config, document.value, kinds),
    ...checkNotifiers(config, document.value),
    ...checkEvidence(config, document.value),
    ...checkLedger(config, document.value),
  ];
  return problems.length > 0 ? fail(inOrder(problems)) : succeed(config);
}

function toConfig(file: ConfigFile, forge: ForgeConfig, witness: WitnessConfig | null): Config {
  const { ledger, guards } = file;
  const targets = emptyRecord<TargetConfig>();
  for (const [id, entry] of Object.entries(file.targets)) targets[id] = toTarget(id, entry);
  return {
    repositoryId: file.repository_id,
    forge,
    branch: file.branch,
    ledger: {
      branch: ledger.branch,
      genesis: (ledger.genesis ?? null) as Digest | null,
      keys: ledger.keys.map(bare),
      sign: (ledger.sign ?? null) as SecretRef | null,
      witness,
    },
    targets,
    notify: (file.notify ?? []).map(({ url, on = [], ...entry }) => ({
      ...entry,
      url: url as NotifierConfig["url"],
      on,
    })),
    evidence: (file.evidence ?? []).map(toEvidence),
    guards: { maxRemovedByDiff: Number((guards?.max_removed_by_diff ?? "25%").slice(0, -1)) / 100 },
  };
}

function toEvidence(entry: NonNullable<ConfigFile["evidence"]>[number]): EvidenceConfig {
  const { id, kind, url, schedule = "", token = null, field = "state", open = ["open"] } = entry;
  return { id, kind, url, schedule, token: token as SecretRef | null, field, open };
}

function toTarget(id: string, entry: ConfigFile["targets"][string]): TargetConfig {
  const { kind, identity, mode = "enforce", runner = null, privileged = [], ...options } = entry;
  return { id, kind, identity, mode, runner, privileged, options: options };
}

function readForge({ forge }: ConfigFile, document: YamlDocument): Result<ForgeConfig> {
  const { kind, ...options } = forge;
  const place = { value: options, pointer: "/forge" };
  if (kind === "plain") {
    const plain = validate(forgeSchemas.plain, document, place);
    return plain.ok ? succeed({ kind, remote: plain.value.remote ?? null }) : plain;
  }
  const github = validate(forgeSchemas.github, document, place);
  if (!github.ok) return github;
  const { remote = "origin", repository, id, merger = null } = github.value;
  return succeed({ kind, remote, repository, id, merger });
}

function readWitness({ ledger }: ConfigFile, document: YamlDocument): Result<WitnessConfig | null> {
  if (ledger.witness === undefined) return succeed(null);
  const { kind, required: _, ...options } = ledger.witness;
  const fits = validate(witnessSchemas[kind], document, { value: options, pointer: "/ledger/witness" });
  return fits.ok ? succeed(toWitness(ledger.witness)) : fits;
}

function checkLedger(config: Config, document: YamlDocument): readonly Problem[] {
  const { ledger } = config;
  const owners = secretOwners(config);
  const problems: Problem[] = [];
  for (const [index, key] of ledger.keys.entries()) {
    const read = parseSshKey(key);
    if (typeof read === "string") problems.push(problem(read, {}, document.placeOf(`/ledger/keys/${index}`)));
  }
  const why = ledger.sign === null ? null : secretFault(ledger.sign, "engine", owners);
  if (ledger.sign !== null && why !== null) {
    problems.push(problem("SECRET_REFUSED", { ref: ledger.sign, why }, document.placeOf("/ledger/sign")));
  }
  if (ledger.witness?.kind !== "exec") return problems;
  for (const [index, name] of ledger.witness.env.entries()) {
    const owner = secretOwner(`env:${name}`, owners);
    const why = `it serves ${owner ?? ""} alone`;
    const place = document.placeOf(`/ledger/witness/env/${index}`);
    if (owner !== null) problems.push(problem("SECRET_REFUSED", { ref: `env:${name}`, why }, place));
  }
  return problems;
}

/** An engine key without its comment. */
function bare(key: string): string {
  return key.split(" ", 2).join(" ");
}
