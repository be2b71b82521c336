import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Contributor } from "../../ports/forge.ts";

/**
 * The people of the catalog that those contributors can be: by forge id, by e-mail address, or by the forge's own
 * no-reply address. A name or address proves nobody's identity; here it only ever takes a seat away. Where nobody
 * knows who contributed (null) it can be anybody.
 */
export function peopleNamed(contributors: readonly Contributor[] | null, catalog: Catalog): Set<string> {
  if (contributors === null) return new Set(Object.keys(catalog.people));
  const named = new Set<string>();
  if (contributors.length === 0) return named;
  for (const person of Object.values(catalog.people))
    if (contributors.some((contributor) => couldBe(contributor, person))) named.add(person.id);
  return named;
}

function couldBe(contributor: Contributor, person: Catalog["people"][string]): boolean {
  if (contributor.forgeId !== null && person.github?.id === contributor.forgeId) return true;
  const email = contributor.email?.toLowerCase() ?? "";
  if (person.email !== null && email === person.email.toLowerCase()) return true;
  const noReply = /^(?:(?<id>[0-9]+)\+)?(?<login>[^@+]+)@users\.noreply\.github\.com$/.exec(email)?.groups;
  if (noReply === undefined || person.github === null) return false;
  return noReply["id"] === undefined
    ? noReply["login"] === person.github.login.toLowerCase()
    : Number(noReply["id"]) === person.github.id;
}

/** Whether somebody among them is known neither to the forge nor to the catalog: it could be anybody. */
export function isSomebodyUnknown(contributors: readonly Contributor[] | null, catalog: Catalog): boolean {
  if (contributors === null) return true;
  return contributors.some((one) => one.forgeId === null && peopleNamed([one], catalog).size === 0);
}
