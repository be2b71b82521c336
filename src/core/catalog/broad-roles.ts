import type { Json } from "../json/value.ts";
import type { Seconds } from "../time/instant.ts";
import type { Catalog } from "./catalog.ts";
import { entitlements, type Entitlement } from "./entitlements.ts";

/** So long may somebody hold what can do nearly everything, and nobody is warned: half a working day. */
export const longestBroad: Seconds = 4 * 3_600;

/** A role that gives nearly everything, for longer than a task takes. */
export interface BroadRole {
  readonly entitlement: Entitlement;
  /** The word that says so: a right, or the role's own name. */
  readonly word: string;
  /** How long somebody may hold it without a break. */
  readonly seconds: Seconds;
}

/** What databases, directories, hosts and clouds call the right to everything: as a word of its own. */
const broad =
  /(?:^|[^a-z0-9])(?:superusers?|admins?|administrators?|owners?|root|sudo|wheel|dba|masters?)(?![a-z0-9])/i;
/** The same, where the word is a part of another. */
const known =
  /\*|superuser|administratoraccess|poweruser|fullcontrol|^all$|^pg_(?:write_all_data|execute_server_program|write_server_files)$/i;

/** The roles that somebody could do nearly everything with for longer than `longestBroad`, in order of their names. */
export function broadRoles(catalog: Catalog): readonly BroadRole[] {
  return entitlements(catalog).flatMap((entitlement) => {
    const { role } = entitlement;
    const seconds = Math.max(role.max, role.maxChain);
    const word = seconds <= longestBroad ? undefined : wordsOf([role.rights, role.name]).find(isBroad);
    return word === undefined ? [] : [{ entitlement, word, seconds }];
  });
}

function isBroad(word: string): boolean {
  return broad.test(word) || known.test(word);
}

/** Every text in rights; their keys are words of the target's kind. */
function wordsOf(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(wordsOf) : [];
}
