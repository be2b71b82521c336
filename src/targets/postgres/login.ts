import { digestHex, digestJson } from "../../core/json/digest.ts";

/** What the names of Brevet's logins look like, for people, the database's own functions and this code alike. */
export const loginPattern = "^brevet_[A-Za-z0-9][A-Za-z0-9._@-]{0,38}_[0-9a-f]{16}$";

/**
 * The login that a grant has on a target: it tells in every log whose it is, and asking again names the same one.
 * 63 bytes at most, as PostgreSQL has them.
 */
export function toLogin(
  of: { readonly repository: string; readonly target: string; readonly grant: string },
  principal: string,
): string {
  const { repository, target, grant } = of;
  return `brevet_${principal}_${digestHex(digestJson({ v: 1, repository, target, grant, principal }))}`;
}

/** Whose a login of Brevet's is. */
export function principalOf(login: string): string {
  return login.slice("brevet_".length, -17);
}
