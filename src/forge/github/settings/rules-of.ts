import type { Answer } from "../answer.ts";
import type { Look } from "./look.ts";

/** Somebody whom a ruleset does not bind. */
export interface Bypass {
  readonly type: string;
  readonly id: number | null;
}

/** One rule that binds a branch, and whom it does not bind. */
export interface Rule {
  readonly type: string;
  readonly parameters: Answer;
  /** Null: the token may not see it. */
  readonly bypass: readonly Bypass[] | null;
}

/** The active rules of a branch, the organisation's among them, whether the branch is there or not. */
export async function rulesOf(look: Look, branch: string): Promise<readonly Rule[] | null> {
  const what = "which rules bind the branches";
  const rules = await look.all(what, "GET /repos/{owner}/{repo}/rules/branches/{branch}", { branch });
  if (rules === null) return null;
  const bypasses = new Map<number, readonly Bypass[] | null>();
  const found: Rule[] = [];
  for (const rule of rules) {
    const id = rule.get("ruleset_id").number();
    if (!bypasses.has(id)) bypasses.set(id, await bypassOf(look, id));
    const bypass = bypasses.get(id) ?? null;
    found.push({ type: rule.get("type").text(), parameters: rule.get("parameters"), bypass });
  }
  return found;
}

/** The repository's own rulesets: their numbers, by name. */
export async function rulesetsOf(look: Look): Promise<ReadonlyMap<string, number>> {
  const wanted = { includes_parents: false };
  const rulesets = await look.all("which rulesets there are", "GET /repos/{owner}/{repo}/rulesets", wanted);
  return new Map((rulesets ?? []).map((one) => [one.get("name").text(), one.get("id").number()]));
}

async function bypassOf(look: Look, ruleset_id: number): Promise<readonly Bypass[] | null> {
  const what = "who may pass rules by";
  const route = "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}";
  const ruleset = await look.one(what, route, { ruleset_id, includes_parents: true });
  const actors = ruleset?.get("bypass_actors").maybe((list) => list.list()) ?? null;
  if (actors === null) look.miss(what);
  return (
    actors?.map((actor) => ({
      type: actor.get("actor_type").text(),
      id: actor.get("actor_id").maybe((number) => number.number()),
    })) ?? null
  );
}
