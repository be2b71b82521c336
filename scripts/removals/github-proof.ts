import type { Removal } from "./removals.ts";

const protection = "proof on GitHub";
const fault = "test/fault/github.test.ts";
const contract = "test/contract/github-forge.test.ts";

/** Each step of the proof of a merge (docs/github.md), taken away alone. */
export const gitHubProof: readonly Removal[] = [
  {
    protection,
    edit: "any repository of that name will do",
    file: "src/forge/github/read-pulls.ts",
    from: 'if (id !== repository) throw brevetError("FORGE_OTHER_REPOSITORY", { id, expected: repository });',
    to: "",
    test: fault,
    title: "is none without a token, for another repository",
  },
  {
    protection,
    edit: "main may be moved by anything",
    file: "src/forge/github/github-forge.ts",
    from: 'if (move.type !== "pr_merge" && move.type !== "merge_queue_merge") return refuse("DIRECT_PUSH");',
    to: "",
    test: contract,
    title: "refuses what was pushed",
  },
  {
    protection,
    edit: "a head that moves is taken as it is",
    file: "src/forge/github/what-it-brought.ts",
    from: "if (head !== pull.head) {",
    to: "if (head === null) {",
    test: fault,
    title: "is none without a token, for another repository",
  },
  {
    protection,
    edit: "a pull request into any branch explains what is on main",
    file: "src/forge/github/github-forge.ts",
    from: 'pull.state === "MERGED" && pull.base === at.main &&',
    to: 'pull.state === "MERGED" &&',
    test: fault,
    title: "is none without a token, for another repository",
  },
  {
    protection,
    edit: "a commit that no push explains was pushed by nobody",
    file: "src/forge/github/pushers.ts",
    from: 'known.size === 0 ? [unknown("pusher")] : [...known.values()]',
    to: "[...known.values()]",
    test: fault,
    title: "knows nobody whose push GitHub does not tell",
  },
  {
    protection,
    edit: "a review counts of whoever may only read",
    file: "src/forge/github/pull.ts",
    from: 'if (said === "APPROVED" && !node.get("authorCanPushToRepository").flag()) return [];',
    to: "",
    test: fault,
    title: "S45 reads every page, and refuses what has no end",
  },
  {
    protection,
    edit: "a change without end is read to its end",
    file: "src/forge/github/read-pulls.ts",
    from: "if (all.commits.length > mostCommits) return null;",
    to: "",
    test: fault,
    title: "S45 reads every page, and refuses what has no end",
  },
];
