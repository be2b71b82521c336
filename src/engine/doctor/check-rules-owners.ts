import type { Catalog } from "../../core/catalog/catalog.ts";
import { members } from "../../core/catalog/members.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";

/** How much it takes to change the rules: how many people, with what keys. */
export function checkRulesOwners(catalog: Catalog): readonly Finding[] {
  const { from, count } = catalog.org.rules;
  const owners = [...new Set(from.flatMap((ref) => [...members(ref, catalog)]))].sort();
  const soft = owners.filter((id) => !catalog.people[id]?.keys.some(({ hardware }) => hardware !== null));
  return [
    ...(count < 2 ? [finding("RULES_ONE_OWNER", "rules", { people: owners.length, count }, "warning")] : []),
    ...(soft.length > 0 ? [finding("RULES_SOFTWARE_KEYS", "rules", { people: soft }, "warning")] : []),
  ];
}
