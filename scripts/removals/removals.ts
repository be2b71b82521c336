import { gitHubProof } from "./github-proof.ts";

/** A protection that is taken out of the code by one edit, and the test that must notice. */
export interface Removal {
  /** What is taken away, in the words of docs/threats.md. */
  readonly protection: string;
  /** What the code does afterwards. */
  readonly edit: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  readonly test: string;
  /** Part of the title of the test that must fail, without that of its group. */
  readonly title: string;
}

/** What Brevet would be nothing without, each part of it taken away alone. */
export const removals: readonly Removal[] = [
  {
    protection: "end first",
    edit: "a run ends nothing before it looks outside",
    file: "src/engine/apply/apply.ts",
    from: "before.view === null ? [] : await endDue(ports, before.view, duty, options)",
    to: "before.view === null ? [] : ([] as Awaited<ReturnType<typeof endDue>>)",
    test: "test/unit/engine/apply/apply.test.ts",
    title: "ends what is due before it fetches",
  },
  {
    protection: "end first",
    edit: "a resident engine looks outside while it begins to end",
    file: "src/engine/watch/watch.ts",
    from: "[ends, first.then(working), first.then(steering)]",
    to: "[ends, first, working(), steering()]",
    test: "test/unit/engine/watch/watch.test.ts",
    title: "has ended before anything outside is asked",
  },
  {
    protection: "push before start",
    edit: "nothing says that access is about to be given",
    file: "src/engine/apply/record.ts",
    from: "for (const change of plan.changes) noteStarting(journal, change);",
    to: "",
    test: "test/unit/engine/apply/apply.test.ts",
    title: "gives what was merged and allowed, and says so before and after",
  },
  {
    protection: "push before start",
    edit: "what could not be pushed is done all the same",
    file: "src/engine/apply/decide.ts",
    from: 'if (recorded.outcome === "refused") return { found, recorded, changes: onlyEnds(found.plan).changes };',
    to: 'if (recorded.outcome === "refused") return { found, recorded, changes: found.plan.changes };',
    test: "test/unit/engine/apply/record.test.ts",
    title: "is not touched where the push is refused",
  },
  {
    protection: "observe after change",
    edit: "what a target answered counts as done",
    file: "src/engine/apply/carry-out.ts",
    from: "return outcomes.map((outcome) => confirm(outcome, seen, isSuspect));",
    to: "return isSuspect ? outcomes : [...outcomes];",
    test: "test/unit/engine/apply/carry-out.test.ts",
    title: "S07 does not believe an end that is still seen",
  },
  {
    protection: "retry on return",
    edit: "a target that is lost is not asked any more",
    file: "src/engine/watch/reach.ts",
    from: "this.#parts.running.run(this.#await(target));",
    to: "",
    test: "test/unit/engine/watch/lanes.test.ts",
    title: "gets its ends when it answers again",
  },
  {
    protection: "retry on return",
    edit: "a target that answers again gets no ends",
    file: "src/engine/watch/lanes.ts",
    from: "if (lost === null) {\n      this.#reckon();\n      this.endDue();\n    }",
    to: "",
    test: "test/unit/engine/watch/lanes.test.ts",
    title: "gets its ends when it answers again",
  },
  {
    protection: "marker check",
    edit: "what bears no marker is taken for ours",
    file: "src/core/plan/claims.ts",
    from: 'if (holding.grant === null) return "foreign";',
    to: 'if (holding.grant === null) return "unexplained";',
    test: "test/unit/core/plan/claims.test.ts",
    title: "S33 leaves what somebody else gave",
  },
  {
    protection: "marker check",
    edit: "a marker says whose access is, whatever its account",
    file: "src/core/plan/claims.ts",
    from: "return named !== undefined && isOn(holding)(named) ? [named] : [];",
    to: "return named !== undefined ? [named] : [];",
    test: "test/unit/core/plan/claims.test.ts",
    title: "S79 leaves another account that bears a",
  },
  {
    protection: "session end",
    edit: "access ends, and open sessions live on",
    file: "src/engine/apply/carry-out.ts",
    from: "sessions = await target.endSessions(holding, options);",
    to: "sessions = null;",
    test: "test/unit/engine/apply/carry-out.test.ts",
    title: "ends what is held, then its sessions, and answers how many",
  },
  {
    protection: "compare-and-swap",
    edit: "a push wins over what others pushed meanwhile",
    file: "src/git/remote.ts",
    from: 'const lease = `--force-with-lease=${ref}:${old ?? ""}`;',
    to: 'const lease = old === "" ? "" : "--force";',
    test: "test/contract/git-ledger.test.ts",
    title: "leaves nothing of an append on a tip that has moved",
  },
  {
    protection: "first-parent check",
    edit: "main may be any commit that git calls a descendant",
    file: "src/git/merges.ts",
    from: "if (commit === head) return true;",
    to: 'return (await ask(["merge-base", "--is-ancestor", commit, head], signal)).yes;',
    test: "test/unit/git/histories.test.ts",
    title: "S47 holds no commit that was only merged into it",
  },
  {
    protection: "first-parent check",
    edit: "nobody asks whether main was rewritten",
    file: "src/engine/apply/survey.ts",
    from: "const straight = await ports.git.onFirstParentLine(view.state.cursor, main, options);",
    to: "const straight = ((): boolean => true)();",
    test: "test/unit/engine/apply/apply.test.ts",
    title: "freezes where main was rewritten",
  },
  {
    protection: "engine signature",
    edit: "a commit of the ledger needs no signature",
    file: "src/ledger/engine-signature.ts",
    from: 'return { ok: false, distrust: distrusted("LEDGER_FOREIGN_EVENT", { commit }) };',
    to: 'return { ok: true, key: "" };',
    test: "test/unit/ledger/attacks.test.ts",
    title: "admits nobody: what no engine signed is not believed",
  },
  {
    protection: "engine signature",
    edit: "anybody's signature will do",
    file: "src/ledger/engine-signature.ts",
    from: 'if (!keys.has(key)) return { ok: false, distrust: distrusted("LEDGER_UNTRUSTED_KEY", { commit, key }) };',
    to: "",
    test: "test/unit/ledger/attacks.test.ts",
    title: "is not believed, whatever its own events say of that key",
  },
  {
    protection: "witness",
    edit: "a ledger that is shorter than its witness knows it is believed",
    file: "src/engine/witness/consult.ts",
    from: "const distrust = told.mark === null ? null : await missing(ports, at.view, told.mark, options);",
    to: "const distrust = null as Distrust | null;",
    test: "test/unit/engine/apply/witnessed.test.ts",
    title: "S49 admits and starts nothing where it is shorter than the witness knows it",
  },
  {
    protection: "witness",
    edit: "what the witness could not be told of starts all the same",
    file: "src/engine/apply/decide.ts",
    from: "changes: isError(unmarked) ? onlyEnds(found.plan).changes : changes",
    to: "changes: isError(unmarked) ? [...changes] : changes",
    test: "test/unit/engine/apply/witnessed.test.ts",
    title: "starts nothing that a witness it needs was not told of",
  },
  ...gitHubProof,
];
