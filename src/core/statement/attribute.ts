import type { Catalog } from "../catalog/catalog.ts";
import { keyHolder } from "../catalog/key-holder.ts";
import { problem } from "../problem/problem.ts";
import { fail, succeed, type Result } from "../problem/result.ts";
import { statementPath } from "./statement-path.ts";
import type { Attributed, SignedStatement } from "./statement.ts";

/** What a good signature showed, as far as attributing it needs. */
export interface ShownKey {
  readonly fingerprint: string;
  /** Null: not a security key's. */
  readonly application: string | null;
  readonly touch: boolean;
  readonly userVerified: boolean;
}

/**
 * Whose statement it is: the person in whose catalog entry the key stands. The file's name must say the same. A
 * security key's touch and PIN count as hardware only where the catalog vouches for that key.
 */
export function attribute(signed: SignedStatement, shown: ShownKey, catalog: Catalog): Result<Attributed> {
  const { path } = signed;
  const holder = keyHolder(shown.fingerprint, catalog);
  if (holder === null) return fail([problem("STATEMENT_UNKNOWN_KEY", { fingerprint: shown.fingerprint }, { path })]);
  const { person, key } = holder;
  if (person.suspended) return fail([problem("STATEMENT_SUSPENDED", { by: person.id }, { path })]);
  if (shown.application !== null && shown.application !== "ssh:" && !key.applications.includes(shown.application))
    return fail([problem("SIGNATURE_APPLICATION", { namespace: "brevet" }, { path })]);
  if (shown.application !== null && !shown.touch)
    return fail([problem("STATEMENT_UNTOUCHED", { by: person.id }, { path })]);
  const expected = statementPath(person.id, signed.statement, signed.digest);
  if (path !== expected) return fail([problem("STATEMENT_NAME", { expected }, { path })]);
  const vouched = key.hardware !== null && shown.application !== null && shown.touch;
  return succeed({
    ...signed,
    by: person.id,
    key: shown.fingerprint,
    hardware: vouched,
    userVerified: vouched && shown.userVerified,
  });
}
