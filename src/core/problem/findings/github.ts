import type { FindingWords } from "../finding-words.ts";

/** Findings about how GitHub is set up around the repository. */
export const githubFindings = {
  GITHUB_UNSEEN: (p: { what: readonly string[] }): FindingWords => ({
    summary: `This token may not see ${p.what.join("; ")}.`,
    attack: "What nobody looks at stays open.",
    next: "Run brevet doctor with the token of an owner of the organisation: GH_TOKEN=$(gh auth token) brevet doctor, after gh auth refresh -s admin:org.",
  }),
  GITHUB_REWINDABLE: (p: { branches: readonly string[]; fix: string }): FindingWords => ({
    summary: `Somebody may delete or rewrite ${p.branches.join(", ")}.`,
    attack:
      "Whoever may push, or whoever is on the bypass list, cuts events off the ledger, takes signed orders away, or rewrites what main agreed to: everything freezes, and what is gone must be found again.",
    next: p.fix,
  }),
  GITHUB_MAIN_PUSHABLE: (p: { branch: string; fix: string }): FindingWords => ({
    summary: `${p.branch} takes pushes without a pull request.`,
    attack:
      "Whoever may write changes the workflows on it and runs what they like with what the workflows hold. Requests that come so are refused.",
    next: p.fix,
  }),
  GITHUB_REVIEWS_BYPASSED: (p: { branch: string; who: readonly string[] }): FindingWords => ({
    summary: `Nobody's review is needed where these merge to ${p.branch}: ${p.who.join(", ")}.`,
    attack: "Whoever takes over one such account lands a workflow of their own on main, and holds what workflows hold.",
    next: "Settings → Rules → Rulesets → the ruleset that requires a pull request → Bypass list: leave the App alone there, for pull requests only.",
  }),
  GITHUB_REVIEWS_WEAK: (p: { branch: string; missing: readonly string[]; fix: string }): FindingWords => ({
    summary: `What is merged to ${p.branch} does not need ${p.missing.join(", ")}.`,
    attack:
      "Somebody has a harmless change approved, pushes another onto it and merges; or lets a friend approve who owns nothing of it.",
    next: p.fix,
  }),
  GITHUB_CHECK_OPTIONAL: (p: { branch: string; fix: string }): FindingWords => ({
    summary: `A pull request can be merged to ${p.branch} without the status brevet.`,
    attack: "None gets access so; but what is refused stands on main, and hides what should not be there.",
    next: p.fix,
  }),
  GITHUB_CHECK_FORGEABLE: (p: { hasApp: boolean; fix: string }): FindingWords => ({
    summary: "Anybody who may write can set the status brevet to green.",
    attack:
      "A workflow on any branch sets it, so that a request that nobody agreed to looks agreed to, and somebody merges it in good faith. It gives nothing: apply proves everything again.",
    next: p.hasApp
      ? p.fix
      : "Install an App, name its account in forge.merger, and bind the check to it: docs/github.md, hardened set-up.",
  }),
  GITHUB_LEDGER_WRITABLE: (p: { fix: string | null }): FindingWords => ({
    summary: "Others than the engine may push to the ledger's branch.",
    attack:
      "Whoever may write puts commits on top of the ledger. No engine believes them, and nothing is admitted until somebody has recovered.",
    next: p.fix ?? "Install an App for the engine and let it alone write ledger/*: docs/github.md, hardened set-up.",
  }),
  GITHUB_CODEOWNERS_BROKEN: (p: { errors: readonly string[] }): FindingWords => ({
    summary: `GitHub passes over lines of CODEOWNERS: ${p.errors.join("; ")}.`,
    attack: "What such a line should protect belongs to nobody: anybody's review is enough to merge it.",
    next: "Run brevet codeowners and merge it; give each team that it names write access to the repository (Settings → Collaborators and teams).",
  }),
  GITHUB_TOKEN_WRITES: (p: { fix: string }): FindingWords => ({
    summary: "Workflows that do not say what they need may write everything.",
    attack: "A workflow that somebody adds on a branch pushes, sets statuses and publishes, without asking for it.",
    next: p.fix,
  }),
  GITHUB_ACTIONS_APPROVE: (p: { fix: string }): FindingWords => ({
    summary: "Workflows may approve pull requests.",
    attack:
      "A workflow on any branch approves its author's pull request, so that rulesets count a review that no person gave.",
    next: p.fix,
  }),
  GITHUB_ACTIONS_UNPINNED: (p: { fix: string }): FindingWords => ({
    summary: "Workflows may use actions that are not pinned by commit.",
    attack: "Whoever takes over an action moves its tag, and runs with what the workflow holds at its next start.",
    next: p.fix,
  }),
  GITHUB_FORKABLE: (p: { fix: string }): FindingWords => ({
    summary: "The repository may be forked.",
    attack: "Who may only read floods it with pull requests from forks, and keeps a copy when they leave.",
    next: p.fix,
  }),
  GITHUB_PUBLIC: (p: { fix: string }): FindingWords => ({
    summary: "The repository is public.",
    attack: "Everybody reads who has access to what, for how long and why, and asks for it in pull requests.",
    next: p.fix,
  }),
  GITHUB_SCHEDULE_OFF: (p: { workflow: string; fix: string }): FindingWords => ({
    summary: `${p.workflow} is switched off.`,
    attack:
      "Where a target cannot end access by itself, whoever has it keeps it. GitHub switches schedules off by itself after 60 quiet days.",
    next: p.fix,
  }),
  GITHUB_SCHEDULE_LATE: (p: { workflow: string; last: string | null; fix: string }): FindingWords => ({
    summary:
      p.last === null
        ? `${p.workflow} never ran by its schedule.`
        : `${p.workflow} last ran well by its schedule at ${p.last}.`,
    attack: "Where a target cannot end access by itself, whoever has it keeps it for as long.",
    next: p.fix,
  }),
  GITHUB_SECRETS_WIDE: (p: { names: readonly string[]; repository: string }): FindingWords => ({
    summary: `Every workflow on every branch may read ${p.names.join(", ")}.`,
    attack: "Whoever may write pushes a branch with a workflow that prints them, and holds what they open.",
    next: `Put each into an environment that only main may use, then take it away here: ${p.names.map((name) => `gh secret delete ${name} -R ${p.repository}`).join(" && ")}`,
  }),
  GITHUB_ENVIRONMENT_OPEN: (p: { name: string; fix: string }): FindingWords => ({
    summary: `A workflow on any branch may use the environment ${p.name}.`,
    attack: "Whoever may write pushes a branch with a workflow that names the environment, and holds its secrets.",
    next: p.fix,
  }),
  GITHUB_APP_MISSING: (p: { merger: number | null }): FindingWords => ({
    summary:
      p.merger === null
        ? "There is no App: the built-in token works for everybody alike."
        : `The account ${p.merger} in forge.merger is no App that is installed here.`,
    attack:
      "What distinguishes the engine from any other workflow is nothing: statuses and the ledger's branch are open to all who write.",
    next: "docs/github.md, hardened set-up: make the App, install it for this repository alone, name its account in forge.merger.",
  }),
  GITHUB_APP_SUSPENDED: (p: { slug: string }): FindingWords => ({
    summary: `The App ${p.slug} is suspended.`,
    attack: "Nothing is judged, merged or recorded; ends that only the engine brings about wait.",
    next: "Settings of the organisation → GitHub Apps → Configure → Unsuspend.",
  }),
  GITHUB_APP_WIDE: (p: { slug: string; more: readonly string[]; everywhere: boolean }): FindingWords => ({
    summary: `The App ${p.slug} may do more than it needs: ${[...p.more, ...(p.everywhere ? ["all repositories"] : [])].join(", ")}.`,
    attack: "Whoever steals its key may do that too.",
    next: "Settings of the App → Permissions: take them away. Settings of the organisation → GitHub Apps → Configure → Only select repositories.",
  }),
  GITHUB_APP_NARROW: (p: { slug: string; missing: readonly string[] }): FindingWords => ({
    summary: `The App ${p.slug} lacks ${p.missing.join(", ")}.`,
    attack: "None; but the engine cannot do or see what it needs that for.",
    next: "Settings of the App → Permissions: add them; then accept them in the settings of the organisation.",
  }),
  GITHUB_PERSONAL: (_: object): FindingWords => ({
    summary: "The repository belongs to a person, not to an organisation.",
    attack: "Whoever takes over that one account changes every setting, and nobody can demand a second factor of it.",
    next: "Move it to an organisation: Settings → General → Transfer ownership.",
  }),
  GITHUB_MFA_OPTIONAL: (p: { org: string }): FindingWords => ({
    summary: `${p.org} does not demand a second factor.`,
    attack: "Whoever guesses or buys a member's password asks and approves in their name.",
    next: `https://github.com/organizations/${p.org}/settings/security → Require two-factor authentication for everyone.`,
  }),
  GITHUB_TEAM_AWAY: (p: { team: string; github: string }): FindingWords => ({
    summary: `The team ${p.team} is called ${p.github} on GitHub, and there is none.`,
    attack: "Who owns by that team owns nothing in CODEOWNERS: anybody's review is enough to merge it.",
    next: `Make the team and give it write access, or correct ${p.team} in policies/catalog/teams.yaml.`,
  }),
  GITHUB_TEAM_OTHER: (p: {
    team: string;
    github: string;
    more: readonly string[];
    missing: readonly string[];
  }): FindingWords => ({
    summary: `${p.github} on GitHub and the team ${p.team} of the catalog differ: ${[...p.more.map((who) => `${who} only on GitHub`), ...p.missing.map((who) => `${who} only in the catalog`)].join(", ")}.`,
    attack:
      "Who is only on GitHub is asked, and GitHub counts their review; Brevet does not. Who is only in the catalog is never asked.",
    next: "Make both say the same. The catalog counts: change it by a reviewed change of the rules.",
  }),
  GITHUB_MINUTES_SHORT: (p: { runs: number; included: number }): FindingWords => ({
    summary: `Workflows ran ${p.runs} times in thirty days, a minute each at least; the plan holds ${p.included} minutes.`,
    attack: "None; but when the minutes are used up no workflow runs, and what only workflows end goes on.",
    next: "Run the engine resident (docs/run-inside-your-network.md), let expire run less often, or raise the spending limit of Actions.",
  }),
  GITHUB_RUNNER_BLIND: (p: { address: string; labels: readonly string[] }): FindingWords => ({
    summary: `It is at ${p.address}, which no runner of GitHub's own (${p.labels.join(", ")}) can reach.`,
    attack: "Nothing is given there, and nothing that it cannot end by itself is taken away.",
    next: "Run the engine inside its network (docs/run-inside-your-network.md), or give the job a runner of your own there that takes jobs of main alone.",
  }),
} as const;
