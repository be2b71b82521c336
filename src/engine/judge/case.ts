import type { Role } from "../../core/catalog/catalog.ts";
import type { Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import type { Verdict } from "../../core/decision/verdict.ts";
import type { Lease } from "../../core/grant/grant.ts";
import type { Digest } from "../../core/json/digest.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Place, Problem } from "../../core/problem/problem.ts";
import type { Effect } from "../../core/request/effect.ts";
import type { Request } from "../../core/request/request.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { Contributor, Proof } from "../../ports/forge.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Heard } from "../statements/hear-statements.ts";

/** What a forge with accounts vouches for of a change, beside its files. */
export type Opened = Pick<Proof, "before" | "head" | "openedBy" | "openedAt" | "mergedAt" | "reviews"> & {
  /** The pull request's number. */
  readonly number: number;
};

/** One request to judge, with everything that was found about it. */
export interface Case {
  readonly phase: PolicyInput["phase"];
  readonly id: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The blob's object id. */
  readonly blob: ObjectId;
  readonly change: PolicyInput["change"];
  /** Everybody named on a commit that touched the file; null: nobody knows who did. */
  readonly contributors: readonly Contributor[] | null;
  /** Null on the plain forge, before there is a pull request, and while a person is still writing. */
  readonly opened: Opened | null;
  /** Revisions of the rules that may have come into force in this very run, newest first. */
  readonly inForce: readonly Rules[];
  readonly heard: Heard;
  readonly view: LedgerView;
  /** The state to judge by: the view's, with what this run admitted before. */
  readonly state: State;
  readonly now: Instant;
  /** The merge's own date: may refuse, never allows. */
  readonly claimedAt: Instant | null;
  /** While a person is still writing: nobody has signed, and the subject is taken to ask. */
  readonly draft: boolean;
}

/** What was found out about a request, as far as it could be read. */
export interface Judged {
  readonly id: string;
  readonly path: string;
  readonly blob: ObjectId;
  readonly opened: Opened | null;
  /** Where a key of the request stands in its file. */
  readonly placeOf: (key: string) => Place;
  readonly rules: { readonly merge: Rules; readonly now: Rules };
  /** Errors: it cannot be judged, or not for this merge. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly request: Request | null;
  readonly role: Role | null;
  readonly lease: Lease | null;
  readonly requester: string | null;
  readonly digest: Digest | null;
  readonly effect: Effect | null;
  readonly effectDigest: Digest | null;
  readonly usableUntil: Instant | null;
  /** Null where a problem stands against it, whatever the policy says. */
  readonly judgement: Judgement | null;
}

/** A request that was judged to the end, by both revisions of the rules: everything that a grant's life hangs on. */
export interface Judgement {
  readonly request: Request;
  readonly role: Role;
  readonly lease: Lease;
  readonly requester: string;
  readonly digest: Digest;
  readonly effect: Effect;
  readonly effectDigest: Digest;
  /** What the rules of now were asked; and those of the merge, where they are others. */
  readonly input: PolicyInput;
  readonly mergeInput: PolicyInput | null;
  readonly decision: Decision;
  readonly verdict: Verdict;
  /** Who fills no seat: who asked, who gets access, who touched the file. */
  readonly excluded: ReadonlySet<string>;
}
