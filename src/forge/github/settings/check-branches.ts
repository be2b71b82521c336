import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { InstalledApp } from "./app.ts";
import type { Look } from "./look.ts";
import {
  checkName,
  checkRuleset,
  commandOf,
  historyRuleset,
  ledgerRuleset,
  reviewsRuleset,
  type Ruleset,
} from "./rulesets.ts";
import { rulesetsOf, rulesOf, type Bypass, type Rule } from "./rules-of.ts";

/** Whether the branches that everything rests on can be rewritten, and how something comes to be on main. */
export async function checkBranches(
  look: Look,
  { config }: SettledBy,
  app: InstalledApp | null,
): Promise<readonly Finding[]> {
  const { branch: main, ledger } = config;
  const next = `ledger/${Number(ledger.branch.slice("ledger/".length)) + 1}`;
  const known = await rulesetsOf(look);
  const commandFor = (made: Ruleset): string => commandOf(look.repository, known, made);
  const found: Finding[] = [];
  const open: string[] = [];
  for (const branch of [main, ledger.branch, next, "orders/any"]) {
    const rules = await rulesOf(look, branch);
    if (rules === null) return [];
    const kept = ["deletion", "non_fast_forward"].every((type) => rules.some((rule) => binds(rule, type, null)));
    if (!kept) open.push(branch === "orders/any" ? "orders/*" : branch);
    if (branch === main) found.push(...checkMain(commandFor, main, rules, app));
    if (branch === ledger.branch) found.push(...checkLedger(commandFor, rules, app));
  }
  const fix = commandFor(historyRuleset(main));
  return open.length === 0 ? found : [finding("GITHUB_REWINDABLE", "forge", { branches: open, fix }), ...found];
}

function checkMain(
  commandFor: (made: Ruleset) => string,
  main: string,
  rules: readonly Rule[],
  app: InstalledApp | null,
): readonly Finding[] {
  const found: Finding[] = [];
  const severity = app === null ? "warning" : "error";
  const reviews = rules.filter(({ type }) => type === "pull_request");
  const fix = commandFor(reviewsRuleset(main, app?.id ?? null));
  const held = reviews.filter((rule) => binds(rule, "pull_request", app));
  const missing = [
    ...(held.some(({ parameters }) => parameters.get("required_approving_review_count").number() > 0)
      ? []
      : ["a review"]),
    ...(
      [
        ["require_code_owner_review", "the owners' review"],
        ["require_last_push_approval", "approval of the last push by another person"],
        ["dismiss_stale_reviews_on_push", "dismissal of stale reviews"],
      ] as const
    ).flatMap(([name, words]) => (held.some(({ parameters }) => parameters.get(name).flag()) ? [] : [words])),
  ];
  const passers = held.length > 0 ? [] : namesOf(reviews, app);
  if (reviews.length === 0) found.push(finding("GITHUB_MAIN_PUSHABLE", "forge", { branch: main, fix }));
  else if (passers.length > 0) found.push(finding("GITHUB_REVIEWS_BYPASSED", "forge", { branch: main, who: passers }));
  else if (missing.length > 0) found.push(finding("GITHUB_REVIEWS_WEAK", "forge", { branch: main, missing, fix }));

  const checks = rules
    .filter((rule) => binds(rule, "required_status_checks", null))
    .flatMap(({ parameters }) => parameters.get("required_status_checks").list())
    .filter((check) => check.get("context").text() === checkName);
  const bound = commandFor(checkRuleset(main, app?.id ?? null));
  if (checks.length === 0) found.push(finding("GITHUB_CHECK_OPTIONAL", "forge", { branch: main, fix: bound }));
  else if (app === null || !checks.some((check) => check.get("integration_id").maybe((id) => id.number()) === app.id))
    found.push(finding("GITHUB_CHECK_FORGEABLE", "forge", { hasApp: app !== null, fix: bound }, severity));
  return found;
}

function checkLedger(
  commandFor: (made: Ruleset) => string,
  rules: readonly Rule[],
  app: InstalledApp | null,
): readonly Finding[] {
  if (app === null) return [finding("GITHUB_LEDGER_WRITABLE", "ledger", { fix: null }, "warning")];
  const closed = ["creation", "update"].every((type) => rules.some((rule) => binds(rule, type, app)));
  const fix = commandFor(ledgerRuleset(app.id));
  return closed ? [] : [finding("GITHUB_LEDGER_WRITABLE", "ledger", { fix })];
}

/** Whether a rule binds everybody, but for the App where one is given. What the token may not see counts as bound. */
function binds({ type, bypass }: Rule, wanted: string, app: InstalledApp | null): boolean {
  return type === wanted && (bypass ?? []).every((actor) => isApp(actor, app));
}

function isApp({ type, id }: Bypass, app: InstalledApp | null): boolean {
  return app !== null && type === "Integration" && id === app.id;
}

/** Whom none of these rules binds, beside the App. */
function namesOf(rules: readonly Rule[], app: InstalledApp | null): readonly string[] {
  const others = rules.flatMap(({ bypass }) => bypass ?? []).filter((actor) => !isApp(actor, app));
  return [...new Set(others.map(({ type, id }) => (id === null ? type : `${type} ${id}`)))].sort();
}
