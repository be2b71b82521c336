import type { Catalog } from "../../core/catalog/catalog.ts";
import { members } from "../../core/catalog/members.ts";
import type { Attributed } from "../../core/statement/statement.ts";

/** Whether somebody may ask for that subject without a rule's help: the subject, a workload's owner, a vendor's owner. */
export function mayAskFor(by: string, subject: string, catalog: Catalog): boolean {
  if (by === subject) return true;
  const workload = catalog.workloads[subject];
  if (workload !== undefined) return members(workload.owner, catalog).has(by);
  const vendor = catalog.people[subject]?.vendor ?? null;
  return vendor !== null && catalog.vendors[vendor]?.owner === by;
}

/**
 * Who asks: of those who signed this very request, the subject before who may ask for it, and them before anybody
 * else (whom a rule must allow). Null where nobody signed.
 */
export function requesterOf(asked: readonly Attributed[], subject: string, catalog: Catalog): string | null {
  const signers = [...new Set(asked.map((statement) => statement.by))].sort();
  return (
    signers.find((by) => by === subject) ?? signers.find((by) => mayAskFor(by, subject, catalog)) ?? signers[0] ?? null
  );
}

/** Who is taken to ask while nobody has signed yet: the subject; for a workload the first of its owners. */
export function drafterOf(subject: string, catalog: Catalog): string | null {
  const workload = Object.hasOwn(catalog.workloads, subject) ? catalog.workloads[subject] : undefined;
  return workload === undefined ? subject : ([...members(workload.owner, catalog)].sort()[0] ?? null);
}
