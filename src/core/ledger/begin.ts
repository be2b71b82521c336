import { digestTree } from "../json/digest.ts";
import type { State } from "./state.ts";

/** The state at the first event: nothing is in force, and nothing was ever asked. */
export function begin({ at, repository, genesis }: Pick<State, "at" | "repository" | "genesis">): State {
  return {
    v: 1,
    seq: 0,
    digest: genesis,
    at,
    repository,
    genesis,
    keys: [],
    cursor: "",
    rules: { commit: "", digest: digestTree(new Map()), seq: 0 },
    refusedRules: {},
    ids: {},
    deferred: {},
    frozen: null,
    objections: {},
    revokes: [],
    lifted: [],
    lifts: {},
    reviews: {},
    reviewed: {},
    drift: {},
    past: [],
    grants: {},
  };
}
