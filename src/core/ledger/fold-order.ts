import type { EndedBecause } from "../grant/grant.ts";
import type { Digest } from "../json/digest.ts";
import type { EventOf } from "./event-of.ts";
import type { Folds } from "./folds.ts";
import { closeReview } from "./open-review.ts";
import { own, put } from "./work.ts";
import type { Work } from "./work.ts";

/** Folds what people ordered: revocations, what was taken back, reviews. */
export const orderFolds: Pick<Folds, "revoke_ordered" | "withdrawn" | "lifted" | "reviewed"> = {
  revoke_ordered: revoke,
  withdrawn(work, { grant: id, main }) {
    work.state.cursor = main ?? work.state.cursor;
    if (id !== null) endEarly(work, id, "withdrawn");
  },
  lifted: lift,
  reviewed(work, { grant, body }) {
    if (grant === null) return;
    own(work, "reviewed")[body.statement] = work.state.at;
    const review = work.state.reviews[grant];
    if (review === undefined) return;
    const left = closeReview(review, body.closes);
    if (left === null) Reflect.deleteProperty(own(work, "reviews"), grant);
    else own(work, "reviews")[grant] = left;
  },
};

function revoke(work: Work, { seq, body }: EventOf<"revoke_ordered">): void {
  const { by, match, statement, standing } = body;
  own(work, "revokes").push({ by, match, statement: statement as Digest, seq, at: work.state.at, standing });
  for (const id of body.grants) endEarly(work, id, "revoked");
}

/** What was asked first stays the reason. */
function endEarly(work: Work, id: string, because: EndedBecause): void {
  const grant = work.state.grants[id];
  if (grant === undefined || grant.state === "ended") return;
  own(work, "grants")[id] = { ...grant, ending: grant.ending ?? because };
}

function lift(work: Work, { seq, body }: EventOf<"lifted">): void {
  const { state } = work;
  own(work, "lifted").push(body.statement as Digest);
  own(work, "lifts")[body.scope] = seq;
  put(
    work,
    "revokes",
    state.revokes.filter((order) => order.statement !== body.statement),
  );
  for (const [request, objections] of Object.entries(state.objections)) {
    const open = objections.filter((objection) => objection.statement !== body.statement);
    if (open.length === objections.length) continue;
    if (open.length > 0) own(work, "objections")[request] = open;
    else Reflect.deleteProperty(own(work, "objections"), request);
  }
}
