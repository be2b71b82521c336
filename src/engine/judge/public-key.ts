import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Request } from "../../core/request/request.ts";
import type { Attributed } from "../../core/statement/statement.ts";

/**
 * Whether the request's public key is its subject's: a key of the subject in the catalog, or one that the subject
 * named in a signed request. Nobody gets access with a key that only somebody else spoke for.
 */
export function isSubjectsKey(request: Request, asked: readonly Attributed[], catalog: Catalog): boolean {
  if (request.publicKey === null) return true;
  const subject = catalog.people[request.subject] ?? catalog.workloads[request.subject];
  const bare = request.publicKey.split(/\s+/, 2).join(" ");
  if (subject?.keys.some((key) => key.text === bare) === true) return true;
  return asked.some((statement) => statement.by === request.subject);
}
