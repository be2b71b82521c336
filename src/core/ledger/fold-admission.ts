import type { Digest } from "../json/digest.ts";
import { epochSeconds } from "../time/instant.ts";
import { fromTimestamp } from "../time/timestamp.ts";
import type { JudgedBody } from "./event-body.ts";
import type { Folds } from "./folds.ts";
import { monthOf } from "./month-of.ts";
import type { Past } from "./state.ts";
import { toGrant } from "./to-grant.ts";
import { own } from "./work.ts";
import type { Work } from "./work.ts";

type Answer = "admitted" | "refused" | "deferred" | "declined" | "objected";

/** Folds the answers to requests: grants that begin, ids that are used up, what policies may know of the past. */
export const admissionFolds: Pick<Folds, Answer> = {
  admitted(work, event) {
    if (event.grant === null) return;
    const { judged, lease } = event.body;
    own(work, "grants")[event.grant] = toGrant(event.grant, event);
    own(work, "past").push({
      ...toPast(work, event.grant, judged),
      outcome: "admitted",
      from: epochSeconds(fromTimestamp(lease.from)),
      until: epochSeconds(fromTimestamp(lease.until)),
    });
    useUp(work, event.grant);
    moveOn(work, event.grant, event.main);
  },
  refused(work, { grant, main, body }) {
    if (grant === null) return;
    if (body.judged !== null) own(work, "past").push(toPast(work, grant, body.judged));
    if (body.uses_id) useUp(work, grant);
    moveOn(work, grant, main);
  },
  deferred(work, { grant, main }) {
    const { state } = work;
    if (grant === null || grant in state.deferred) return;
    state.cursor = main ?? state.cursor;
    own(work, "deferred")[grant] = { commit: state.cursor, since: state.at };
  },
  declined: () => undefined,
  objected(work, { grant, body }) {
    if (grant === null) return;
    const known = work.state.objections[grant] ?? [];
    if (known.some(({ statement }) => statement === body.statement)) return;
    own(work, "objections")[grant] = [...known, { by: body.by, statement: body.statement as Digest }];
  },
};

/** The cursor goes on; not for a request that was deferred, because its merge lies behind. */
function moveOn(work: Work, id: string, main: string | null): void {
  if (id in work.state.deferred) Reflect.deleteProperty(own(work, "deferred"), id);
  else work.state.cursor = main ?? work.state.cursor;
}

function useUp(work: Work, id: string): void {
  const month = monthOf(id);
  if (month !== null) own(work, "ids")[id] = month;
}

function toPast({ state }: Work, id: string, judged: JudgedBody): Past {
  const { subject, requester, entitlement, input, approvals } = judged;
  return {
    id,
    subject,
    requester,
    entitlement,
    at: epochSeconds(state.at),
    outcome: "refused",
    emergency: input.request.emergency,
    approvers: [...new Set(approvals.map(({ by }) => by))].sort(),
    from: null,
    until: null,
  };
}
