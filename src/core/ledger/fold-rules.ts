import type { Digest } from "../json/digest.ts";
import type { Folds } from "./folds.ts";
import { own, put } from "./work.ts";

type About = "genesis" | "rules_accepted" | "rules_refused" | "frozen" | "thawed" | "recovered" | "rolled_over";

/** Folds what concerns the ledger itself: its keys, the rules in force, freezing. */
export const rulesFolds: Pick<Folds, About> = {
  genesis({ state }, { body }) {
    state.keys = body.keys;
  },
  rules_accepted(work, { seq, main, body }) {
    const { state } = work;
    state.cursor = main ?? state.cursor;
    state.rules = { commit: main ?? state.rules.commit, digest: body.to as Digest, seq };
    put(work, "refusedRules", {});
  },
  rules_refused(work, { main, body }) {
    work.state.cursor = main ?? work.state.cursor;
    own(work, "refusedRules")[body.to] = body.evidence as Digest;
  },
  frozen({ state }, { seq, body }) {
    state.frozen = { code: body.code, at: state.at, seq, main: body.head };
  },
  thawed({ state }, { body }) {
    state.cursor = body.to;
    state.frozen = null;
  },
  recovered(work, { seq, body }) {
    const { state } = work;
    const trusted = new Set([...state.keys, ...body.trust]);
    state.keys = [...trusted].filter((key) => !body.distrust.includes(key));
    const distrusted = new Set([...(state.distrusted ?? []), ...body.distrust]);
    state.distrusted = [...distrusted].filter((key) => !body.trust.includes(key));
    state.frozen = null;
    state.recovered = seq;
    if (body.branch !== undefined) state.branch = body.branch;
    // What was ordered then has served.
    own(work, "lifted").push(...body.by.map(({ statement }) => statement as Digest));
  },
  rolled_over({ state }, { seq, body: { from, to, tip } }) {
    state.branch = to;
    state.rolled = [...(state.rolled ?? []), { seq, from, tip }];
  },
};
