/** The status that says what was judged and whether all who have to agreed. */
export const checkName = "brevet";

/** A ruleset as GitHub takes it: `POST /repos/{owner}/{repo}/rulesets`. */
export interface Ruleset {
  readonly name: string;
  readonly target: "branch";
  readonly enforcement: "active";
  readonly bypass_actors: readonly {
    readonly actor_id: number;
    readonly actor_type: "Integration";
    readonly bypass_mode: "always" | "pull_request";
  }[];
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly { readonly type: string; readonly parameters?: object }[];
}

/** Nobody rewrites or deletes what history rests on: main, ledgers, what recoveries left, and signed orders. */
export function historyRuleset(main: string): Ruleset {
  return ruleset("brevet: history", [main, "ledger/*", "ledger-foreign/*", "orders/*"], null, [
    { type: "deletion" },
    { type: "non_fast_forward" },
  ]);
}

/** What people agree to comes to main by reviewed pull requests; what policy allows by itself, the App may merge. */
export function reviewsRuleset(main: string, app: number | null): Ruleset {
  return ruleset("brevet: reviews", [main], app === null ? null : { app, mode: "pull_request" }, [
    {
      type: "pull_request",
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: true,
        require_last_push_approval: true,
        required_review_thread_resolution: false,
        allowed_merge_methods: ["merge", "squash", "rebase"],
      },
    },
  ]);
}

/** Nothing comes to main that was not judged; bound to the App, nobody else can say that it was. */
export function checkRuleset(main: string, app: number | null): Ruleset {
  const check = { context: checkName, ...(app !== null && { integration_id: app }) };
  return ruleset("brevet: check", [main], null, [
    {
      type: "required_status_checks",
      parameters: {
        strict_required_status_checks_policy: false,
        do_not_enforce_on_create: true,
        required_status_checks: [check],
      },
    },
  ]);
}

/** The engine alone writes the ledger. */
export function ledgerRuleset(app: number): Ruleset {
  return ruleset("brevet: ledger", ["ledger/*", "ledger-foreign/*"], { app, mode: "always" }, [
    { type: "creation" },
    { type: "update" },
  ]);
}

function ruleset(
  name: string,
  branches: readonly string[],
  bypass: { readonly app: number; readonly mode: "always" | "pull_request" } | null,
  rules: Ruleset["rules"],
): Ruleset {
  const include = branches.map((branch) => `refs/heads/${branch}`);
  const actor = (one: {
    readonly app: number;
    readonly mode: "always" | "pull_request";
  }): Ruleset["bypass_actors"][0] => ({
    actor_id: one.app,
    actor_type: "Integration",
    bypass_mode: one.mode,
  });
  return {
    name,
    target: "branch",
    enforcement: "active",
    bypass_actors: bypass === null ? [] : [actor(bypass)],
    conditions: { ref_name: { include, exclude: [] } },
    rules,
  };
}

/** The command that makes it. known: those that are there by name, as GitHub takes no second one of a name. */
export function commandOf(repository: string, known: ReadonlyMap<string, number>, made: Ruleset): string {
  const id = known.get(made.name);
  const call = id === undefined ? `POST repos/${repository}/rulesets` : `PUT repos/${repository}/rulesets/${id}`;
  return `gh api -X ${call} --input - <<< '${JSON.stringify(made)}'`;
}
