import type { Catalog, Ref } from "./catalog.ts";

/**
 * `.github/CODEOWNERS`: each resource's owners own its folder of requests, and who accepts the rules owns the rules.
 * Who has no name on the forge is left out; `doctor` tells of those.
 */
export function toCodeowners(catalog: Catalog): string {
  const rules = catalog.org.rules.from;
  const resources = Object.values(catalog.resources).sort((a, b) => (a.id < b.id ? -1 : 1));
  const lines = [
    ...resources.map((resource) => line(`/requests/${resource.id}/`, resource.owners, catalog)),
    ...["/policies/", "/brevet.yaml", "/.github/"].map((path) => line(path, rules, catalog)),
  ];
  return `# Written by \`brevet codeowners\` from policies/catalog: change it there.\n${lines.join("\n")}\n`;
}

function line(path: string, owners: readonly Ref[], catalog: Catalog): string {
  return [path, ...new Set(owners.flatMap((ref) => forgeNames(ref, catalog)))].join(" ");
}

/** How the forge names them: its team, where there is one, else each person by login or address. */
function forgeNames(ref: Ref, catalog: Catalog): readonly string[] {
  const [kind, id] = split(ref);
  if (kind === "team") {
    const { github = null, members = [] } = catalog.teams[id] ?? {};
    return github === null ? members.flatMap((member) => forgeNames(`person:${member}`, catalog)) : [`@${github}`];
  }
  if (kind === "vendor") {
    const owner = catalog.vendors[id]?.owner;
    return owner === undefined ? [] : forgeNames(`person:${owner}`, catalog);
  }
  const { github = null, email = null } = catalog.people[id] ?? {};
  if (github !== null) return [`@${github.login}`];
  return email === null ? [] : [email];
}

function split(ref: Ref): readonly [kind: string, id: string] {
  const colon = ref.indexOf(":");
  return colon === -1 ? ["person", ref] : [ref.slice(0, colon), ref.slice(colon + 1)];
}
