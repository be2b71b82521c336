import type { Catalog } from "../../core/catalog/catalog.ts";
import { bestOfEach } from "../../core/decision/best-of-each.ts";
import type { AgedApproval } from "../../core/decision/to-input.ts";
import type { Digest } from "../../core/json/digest.ts";
import type { State } from "../../core/ledger/state.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { Request } from "../../core/request/request.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Ledger, LedgerView } from "../../ports/ledger.ts";
import { reaches } from "../orders/may-revoke.ts";

/** When the event that a statement had seen was recorded; null where that event is not in the chain. */
export type SeenAt = (statement: Attributed) => Instant | null;

/** Looks up, for every statement, the event that its signer had verified. */
export async function lookUpSeen(
  ledger: Ledger,
  view: LedgerView,
  statements: readonly Attributed[],
  options: CallOptions,
): Promise<SeenAt> {
  const known = new Map<number, { digest: Digest; at: Instant } | null>();
  for (const seq of new Set(statements.map((signed) => signed.statement.seen.seq))) {
    const digest = await ledger.digestAt(view, seq, options);
    const event = digest === null ? null : await ledger.eventAt(view, seq, options);
    const at = event === null ? null : parseInstant(event.at);
    known.set(seq, digest === null || at === null ? null : { digest, at });
  }
  return ({ statement }) => {
    const event = known.get(statement.seen.seq) ?? null;
    return event?.digest === statement.seen.digest ? event.at : null;
  };
}

/** What people signed about one request, sorted into what counts and what does not. */
export interface Evidence {
  readonly asked: readonly Attributed[];
  /** Everybody who ever asked under this id, with whatever terms. */
  readonly askers: ReadonlySet<string>;
  readonly approvals: readonly AgedApproval[];
  readonly objections: readonly { readonly by: string; readonly statement: Digest }[];
  readonly warnings: readonly Problem[];
}

/** Sorts the statements about one request. Approvals bind to request and effect; objections to the request's id. */
export function weigh(
  about: { readonly request: Request; readonly digest: Digest; readonly effect: Digest },
  statements: readonly Attributed[],
  context: { readonly seenAt: SeenAt; readonly state: State; readonly catalog: Catalog; readonly now: Instant },
): Evidence {
  const { state } = context;
  const lifted = liftedBy(statements, state);
  const asked: Attributed[] = [];
  const askers = new Set<string>();
  const approvals: AgedApproval[] = [];
  const objections = [...(state.objections[about.request.id] ?? [])];
  const warnings: Problem[] = [];
  for (const signed of statements) {
    const { statement } = signed;
    if (!("request" in statement) || statement.request !== about.request.id) continue;
    if (statement.do === "object" && !objections.some((known) => known.statement === signed.digest))
      objections.push({ by: signed.by, statement: signed.digest });
    if (statement.do !== "request" && statement.do !== "approve") continue;
    if (statement.do === "request") askers.add(signed.by);
    const fault = whyVoid(signed, about, context);
    if (fault !== null)
      warnings.push(problem("STATEMENT_VOID", { by: signed.by, why: fault }, { path: signed.path }, "warning"));
    else if (statement.do === "request") asked.push(signed);
    else approvals.push(toApproval(signed, context));
  }
  const open = objections.filter((objection) => !lifted(objection));
  return { asked, askers, approvals: bestOfEach(approvals), objections: open, warnings };
}

function whyVoid(
  signed: Attributed,
  about: { readonly request: Request; readonly digest: Digest; readonly effect: Digest },
  context: { readonly seenAt: SeenAt; readonly state: State; readonly catalog: Catalog },
): string | null {
  const { statement } = signed;
  if ("digest" in statement && statement.digest !== about.digest) return "it is about another content of the request";
  if (statement.do === "approve" && statement.effect !== about.effect)
    return "what the request would do has changed since";
  if (context.seenAt(signed) === null) return "the ledger entry that it names is not in this ledger";
  if (context.state.lifted.includes(signed.digest)) return "it was taken back";
  const revoked = context.state.revokes.find(
    (order) => order.seq > statement.seen.seq && reaches(order, about.request, context.catalog),
  );
  return statement.do === "approve" && revoked !== undefined ? `it is older than a revocation by ${revoked.by}` : null;
}

function toApproval(signed: Attributed, context: { readonly seenAt: SeenAt; readonly now: Instant }): AgedApproval {
  const seen = context.seenAt(signed) ?? instant(0);
  return {
    by: signed.by,
    via: "signature",
    hardware: signed.hardware,
    userVerified: signed.userVerified,
    proof: signed.digest,
    secondsAfterRequest: null,
    ageAtMost: Math.max(0, Math.floor((context.now - seen) / 1000)),
  };
}

/** An objection is lifted by its own author, in a statement beside it or in an order already recorded. */
function liftedBy(
  statements: readonly Attributed[],
  state: State,
): (objection: { readonly by: string; readonly statement: Digest }) => boolean {
  return (objection) =>
    state.lifted.includes(objection.statement) ||
    statements.some(
      ({ by, statement }) => statement.do === "lift" && statement.digest === objection.statement && by === objection.by,
    );
}
