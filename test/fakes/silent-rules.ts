import { ownPolicies } from "./policies.ts";

/** What a rule says that says nothing in particular. */
export const reason = "result.reason(rego.metadata.chain(), {})";

/** A rule of an organisation's own. */
export interface OwnRule {
  readonly name: string;
  readonly does: string;
  readonly rule: string;
}

/** Rules of an organisation's own, by name, and the value that each falls silent for. */
export const silent: readonly (OwnRule & { readonly what: string })[] = [
  {
    name: "unwritten",
    does: "compares with what the catalog did not write",
    rule: `deny contains ${reason} if input.request.seconds > input.role.attributes.seconds`,
    what: "input.role.attributes.seconds",
  },
  {
    name: "unfound",
    does: "compares with what a helper does not find",
    rule: `deny contains ${reason} if input.request.seconds > _most\n_most := input.role.attributes.seconds`,
    what: "_most",
  },
  {
    name: "headless",
    does: "has a head that reads what is not there",
    rule: `deny contains result.reason(rego.metadata.chain(), {"tier": input.vendor.id}) if input.request.seconds > 1`,
    what: "its head",
  },
  {
    name: "several",
    does: "loses one of several heads",
    rule: `deny contains result.reason(rego.metadata.chain(), {"tier": pair[2]}) if {
	some pair in [[1, 2, "a"], [1, 2]]
}`,
    what: "its head",
  },
  {
    name: "strict",
    does: "asks a yes or no of what the catalog did not write",
    rule: `deny contains ${reason} if input.resource.attributes.strict`,
    what: "input.resource.attributes.strict",
  },
  {
    name: "listless",
    does: "goes through a list that is not there",
    rule: `deny contains ${reason} if {
	some name in input.resource.attributes.names
	name == input.subject.id
}`,
    what: "input.resource.attributes.names",
  },
  {
    name: "partner",
    does: "asks for a stage of nobody",
    rule: `stage contains result.stage(rego.metadata.chain(), "partner", input.resource.attributes.partner)`,
    what: "its head",
  },
];

/** Rules that say nothing, as they mean to. */
export const quiet: readonly OwnRule[] = [
  { name: "short", does: "says no", rule: `deny contains ${reason} if input.request.seconds > 100000` },
  {
    name: "helped",
    does: "asks a helper that says no",
    rule: `deny contains ${reason} if _late\n_late if input.request.seconds < 0`,
  },
  {
    name: "nobody",
    does: "goes through an empty list",
    rule: `deny contains ${reason} if {
	some one in input.objections
	one.by == "x"
}`,
  },
  {
    name: "careful",
    does: "asks first",
    rule: `deny contains ${reason} if {
	input.vendor != null
	input.vendor.contract_end < 5
}`,
  },
  {
    name: "negative",
    does: "asks whether something is not so",
    rule: `deny contains ${reason} if {
	not input.resource.attributes.relaxed
	input.request.seconds < 0
}`,
  },
];

/** The repository's policies, and these rules beside the organisation's own. */
export function withRules(rules: readonly Pick<OwnRule, "name" | "rule">[]): Map<string, Uint8Array> {
  const files = ownPolicies();
  const like = new TextDecoder().decode(files.get("own/ticket/ticket.rego")).split("deny contains")[0] ?? "";
  for (const { name, rule } of rules) {
    const head = like.replace("own.ticket", `own.${name}`).replace("TICKET_MISSING", `OWN_${name.toUpperCase()}`);
    files.set(`own/${name}/${name}.rego`, new TextEncoder().encode(`${head}${rule}\n`));
  }
  return files;
}
