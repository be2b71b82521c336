import type { Digest } from "../../core/json/digest.ts";
import { succeed, type Result } from "../../core/problem/result.ts";
import { lineDigest, statementFile, statementLine } from "../../core/statement/statement-line.ts";
import { statementPath } from "../../core/statement/statement-path.ts";
import type { Statement } from "../../core/statement/statement.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Tip } from "../../ports/ledger.ts";
import type { Signature } from "../../ports/signature.ts";
import type { Signer } from "../person/who-signs.ts";

/** What a person says, without what every statement bears. */
export type Said = Statement extends infer S
  ? S extends Statement
    ? Omit<S, "v" | "repository" | "seen" | "at">
    : never
  : never;

/** A signed statement as it goes into the repository. */
export interface MadeStatement {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}

const encoder = new TextEncoder();

/** Signs what a person says, on the ledger tip that this clone verified. May ask for a passphrase, a PIN or a touch. */
export async function makeStatement(
  ports: { readonly signature: Signature; readonly clock: Clock },
  said: Said,
  by: { readonly signer: Signer; readonly repository: string; readonly tip: Tip },
  options: CallOptions,
): Promise<Result<MadeStatement>> {
  const statement = {
    v: 1,
    repository: by.repository,
    seen: { seq: by.tip.seq, digest: by.tip.digest },
    at: formatInstant(ports.clock.now()),
    ...said,
  } as Statement;
  const line = statementLine(statement);
  const armour = await ports.signature.sign(encoder.encode(line), "brevet", by.signer.key, options);
  if (!armour.ok) return armour;
  const digest = lineDigest(line);
  return succeed({
    path: statementPath(by.signer.person, statement, digest),
    bytes: encoder.encode(statementFile(line, armour.value)),
    digest,
  });
}
