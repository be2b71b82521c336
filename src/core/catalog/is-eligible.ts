import type { Catalog, Role } from "./catalog.ts";
import { members } from "./members.ts";

/** Whether a subject, a person or a workload, is among those who may have that role. */
export function isEligible(subject: string, role: Role, catalog: Catalog): boolean {
  const isWorkload = Object.hasOwn(catalog.workloads, subject);
  return role.eligible.some((ref) => (isWorkload ? ref === `workload:${subject}` : members(ref, catalog).has(subject)));
}
