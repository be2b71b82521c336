import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** How large a company is. */
export interface Size {
  readonly people: number;
  readonly teams: number;
  readonly resources: number;
  readonly requests: number;
}

const namespaces = 40;
const publicKey =
  "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBIj76fuozOf48i/bcNqbVSdmZWYFAKOe9k6Dny+5gm9WRFzrEqQAvarI8k4BD6GWeeaQ37QWEZNiWWlXmVl+LdQ=";

const tiers = ["low", "moderate", "high", "critical"] as const;

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

const person = (index: number): string => `p${index}`;
const team = (index: number): string => `t${index}`;
const resource = (index: number): string => `g${index % namespaces}/r${index}`;

function teamsOf(size: Size): readonly (readonly number[])[] {
  return range(size.teams).map((index) =>
    range(size.people / size.teams).map((member) => (index + member * size.teams) % size.people),
  );
}

function put(root: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** Writes the catalog of a company of that size; all its access is held by this target. */
export function writeCatalog(root: string, size: Size, target: string): void {
  const catalog = "policies/catalog";
  put(
    root,
    `${catalog}/org.yaml`,
    `timezone: UTC\nrules: { from: [team:t0] }\napprovals: { critical: { second: [team:t1] } }\n`,
  );
  put(
    root,
    `${catalog}/people.yaml`,
    range(size.people)
      .map(
        (index) =>
          `${person(index)}: { email: ${person(index)}@company.example, timezone: Europe/Berlin, manager: ${person(Math.floor(index / 10))} }\n`,
      )
      .join(""),
  );
  put(
    root,
    `${catalog}/teams.yaml`,
    teamsOf(size)
      .map((members, index) => `${team(index)}: { members: [${members.map(person).join(", ")}] }\n`)
      .join(""),
  );
  for (const namespace of range(namespaces)) {
    const own = range(size.resources).filter((index) => index % namespaces === namespace);
    const entries = own.map((index) => {
      const eligible = `[team:${team(index % size.teams)}, team:${team((index + 1) % size.teams)}]`;
      return `r${index}:
  title: Resource number ${index}, production
  tier: ${tiers[index % tiers.length] ?? "low"}
  data: [personal]
  owners: [team:${team(index % size.teams)}]
  target: ${target}
  roles:
    read-only: { rights: { groups: [r${index}-readers] }, max: 8h, eligible: ${eligible} }
    admin: { rights: { groups: [r${index}-admins] }, max: 1h, eligible: ${eligible} }
`;
    });
    put(root, `${catalog}/resources/g${namespace}.yaml`, entries.join(""));
  }
}

/** Writes requests: most of them right, some too long, some by whom the role is not for. */
export function writeRequests(root: string, size: Size): void {
  const teams = teamsOf(size);
  for (const index of range(size.requests)) {
    const of = index % size.resources;
    const members = teams[(of + (index % 7 === 0 ? 2 : 0)) % size.teams] ?? [];
    const subject = person(members[index % members.length] ?? 0);
    const duration = index % 5 === 0 ? "9h" : "2h";
    put(
      root,
      `requests/${resource(of)}/2026-11-22-${subject}-${index}.yaml`,
      `subject: ${subject}
role: read-only
duration: ${duration}
reason: Find out why number ${index} differs from what was booked
ticket: INC-${index}
public_key: ${publicKey}
`,
    );
  }
}

/** The same catalog as conftest is given it: JSON, durations in seconds, names resolved. */
export function catalogData(size: Size): object {
  const teamsById: { [id: string]: string[] } = {};
  for (const [index, members] of teamsOf(size).entries()) {
    for (const member of members) (teamsById[person(member)] ??= []).push(team(index));
  }
  const resources = range(size.resources).map((index) => {
    const eligible = [`team:${team(index % size.teams)}`, `team:${team((index + 1) % size.teams)}`];
    const roles = {
      "read-only": { max: 28_800, max_chain: 28_800, eligible },
      admin: { max: 3600, max_chain: 3600, eligible },
    };
    const tier = tiers[index % tiers.length];
    return [
      resource(index),
      { tier, data: ["personal"], owners: [`team:${team(index % size.teams)}`], roles },
    ] as const;
  });
  return {
    org: { rules: { from: ["team:t0"] }, approvals: { critical: { second: ["team:t1"] } } },
    own: {},
    catalog: { teams_of: teamsById, resources: Object.fromEntries(resources) },
  };
}
