import type { KeptAuthority } from "../../ports/installation.ts";

/** Where on GitHub it begins, and as whom. */
export interface StarterGitHub {
  readonly repository: { readonly name: string; readonly id: number };
  readonly person: { readonly login: string; readonly id: number } | null;
}

/** What a new access repository is made of, beside the policy pack. */
export interface Starter {
  readonly repositoryId: string;
  readonly branch: string;
  readonly remote: string | null;
  readonly ledgerBranch: string;
  readonly genesis: string;
  /** `type base64`. */
  readonly engineKey: string;
  readonly person: {
    readonly id: string;
    readonly email: string | null;
    readonly timezone: string;
    /** `type base64`. */
    readonly key: string;
  };
  readonly authority: KeptAuthority;
  /** Null on the plain forge. */
  readonly github: StarterGitHub | null;
}

/** The entitlement that a new repository offers. */
export const firstEntitlement = "playground/door:enter";

/** The first catalog: one person, who owns everything, and one resource of no consequence. */
export function starterCatalog({ person, github }: Starter): ReadonlyMap<string, string> {
  return new Map([
    ["policies/catalog/people.yaml", peopleYaml(person, github?.person ?? null)],
    [
      "policies/catalog/teams.yaml",
      `# Who belongs to what. Owners of resources and of the rules are best teams: people come and go.
owners:
  members: [${person.id}]
`,
    ],
    [
      "policies/catalog/org.yaml",
      `# timezone: what a day is, for whom the catalog names no other.
timezone: ${JSON.stringify(person.timezone)}
# rules: who accepts changes of policies/, brevet.yaml and .github/. \`self\` lets one person do it alone;
# it is void as soon as \`from\` holds two.
rules:
  from: [team:owners]
  count: 1
  self: true
`,
    ],
    [
      "policies/catalog/resources/playground.yaml",
      `# A resource is playground/<its name>. Of tier low, so the policy allows it without another person's word.
door:
  title: A door to try Brevet on
  tier: low
  owners: [team:owners]
  target: door
  roles:
    enter:
      rights:
        groups: [visitors]
      max: 1h
      eligible: [team:owners]
`,
    ],
  ]);
}

/** `brevet.yaml`: what the engine works with. Part of the rules. */
export function starterConfig(starter: Starter): string {
  const { repositoryId, branch, ledgerBranch, genesis, engineKey, authority } = starter;
  return `# Part of the rules: changed by review, and in force once its owners (org.yaml) agreed.
# Secrets stand here by name only: env:BREVET_<TARGET>_… or file:<target>/…, below .git/brevet or $BREVET_SECRETS.
repository_id: ${repositoryId}
forge:
${forgeYaml(starter)}branch: ${JSON.stringify(branch)}
ledger:
  branch: ${JSON.stringify(ledgerBranch)}
  genesis: ${genesis}
  keys: [${JSON.stringify(engineKey)}]
  sign: file:engine/key
targets:
  door:
    kind: x509
    identity: ${JSON.stringify(authority.identity)}
    ca_cert: ${authority.certificate}
    ca_key: file:door/ca.pem
    ended: door/ended
`;
}

function forgeYaml({ remote, github }: Starter): string {
  const where = remote === null ? "" : `  remote: ${JSON.stringify(remote)}\n`;
  if (github === null) return `  kind: plain\n${where}`;
  const { name, id } = github.repository;
  return `  kind: github\n  repository: ${JSON.stringify(name)}\n  id: ${id}\n${where}`;
}

function peopleYaml({ id, email, timezone, key }: Starter["person"], account: StarterGitHub["person"]): string {
  const forge = account === null ? "" : `  github: { login: ${JSON.stringify(account.login)}, id: ${account.id} }\n`;
  return `# Who is who. \`keys\` are what a person signs with: asking, approving, objecting.
${id}:
${forge}${email === null ? "" : `  email: ${JSON.stringify(email)}\n`}  timezone: ${JSON.stringify(timezone)}
  keys:
    - key: ${JSON.stringify(key)}
`;
}
