import { brevetError } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Contributor, Forge, Proof, Refusal } from "../../ports/forge.ts";
import type { Commit, Git, ObjectId, WalkedCommit } from "../../ports/git.ts";
import { contributorsOf } from "../contributors.ts";
import { openClient, type Client, type GitHubPlace } from "./client.ts";
import { isBypass, moveThatBrought } from "./main-move.ts";
import { unknown, type Pull } from "./pull.ts";
import { pushersOf } from "./pushers.ts";
import { readPulls } from "./read-pulls.ts";
import { whatItBrought, type Brought } from "./what-it-brought.ts";

/** What a proof needs to know of the repository, beside where it is. */
export interface GitHubForge extends GitHubPlace {
  /** The branch that changes are merged into. */
  readonly main: string;
  /** The account that may merge past the forge's own rules; null: nobody may. */
  readonly merger: number | null;
}

type Facts = Omit<Proof, "ok" | "commit">;

/**
 * GitHub: a change is a commit on main that a merged pull request explains, with the content that was reviewed. Who
 * opened, wrote, pushed and agreed are accounts that GitHub vouches for. A commit is proved once in a process.
 */
export function githubForge(git: Git, at: GitHubForge): Forge {
  const client = openClient(at);
  const proved = new Map<ObjectId, Proof | Refusal>();
  return {
    kind: "github",
    async prove(commit, options) {
      options.signal.throwIfAborted();
      const known = proved.get(commit.id);
      if (known !== undefined) return known;
      const answer = await prove(git, client, at, commit, options);
      proved.set(commit.id, answer);
      return answer;
    },
    spent: () => client.spent(),
    propose: (base, head, options) => propose(git, client, at, { before: base, head }, options),
  };
}

async function prove(
  git: Git,
  client: Client,
  at: GitHubForge,
  commit: WalkedCommit,
  options: CallOptions,
): Promise<Proof | Refusal> {
  const refuse = (code: Refusal["code"]): Refusal => ({ ok: false, code, commit: commit.id });
  const [before] = commit.parents;
  if (before === undefined) return refuse("DIRECT_PUSH");
  const move = await moveThatBrought(git, client, at.main, commit.id, options);
  if (move.type !== "pr_merge" && move.type !== "merge_queue_merge") return refuse("DIRECT_PUSH");
  if (await isBypass(client, at.main, move, at.merger, options)) return refuse("RULES_BYPASSED");

  const isMergedHere = (pull: Pull): boolean =>
    pull.state === "MERGED" && pull.base === at.main && pull.baseRepository === at.id && pull.mergeCommit !== null;
  const found = await readPulls(client, at.id, commit.id, isMergedHere, options);
  const pulls = found.filter((pull) => pull !== null);
  if (pulls.length < found.length) return refuse("CHANGE_UNBOUNDED");
  const merged = pulls.filter(({ mergeCommit }) => mergeCommit === commit.id);
  // A rebase puts many commits on main; the last of them stands for the change, the others bring nothing of their own.
  const rebased = pulls.find(({ mergeCommit }) => mergeCommit === move.after);
  if (merged.length === 0 && rebased !== undefined && move.type === "pr_merge")
    return { ok: true, commit: commit.id, ...nothingOf(rebased, commit, before) };
  if (merged.length === 0) throw brevetError("FORGE_UNSURE", { commit: commit.id, what: "no pull request brought it" });

  const explained: { readonly pull: Pull; readonly brought: Brought }[] = [];
  for (const pull of merged) {
    const brought = await whatItBrought(git, pull, commit, move, options);
    if (brought !== null) explained.push({ pull, brought });
  }
  const [only, ...more] = explained;
  if (only === undefined || more.length > 0) return refuse("MERGE_ALTERED");
  return { ok: true, commit: commit.id, ...(await facts(git, client, only.pull, only.brought, commit, options)) };
}

/**
 * The same of a change that is not merged. A branch without a pull request, or a clone without a token, shows what git
 * alone knows: nobody opened it, and nobody agreed.
 */
async function propose(
  git: Git,
  client: Client,
  at: GitHubForge,
  change: { readonly before: ObjectId; readonly head: ObjectId },
  options: CallOptions,
): Promise<Facts> {
  const { before, head } = change;
  options.signal.throwIfAborted();
  const base = await git.mergeBase(before, head, options);
  if (base === null) throw brevetError("MERGE_BASE_MISSING", { base: before, head });
  const brought: Brought = { before, base, paths: await git.diff(base, head, options) };
  const dated = await git.commit(head, options);
  const isProposal = (pull: Pull): boolean =>
    pull.state === "OPEN" && pull.head === head && pull.base === at.main && pull.baseRepository === at.id;
  const found = client.hasToken ? await readPulls(client, at.id, head, isProposal, options) : [];
  const [pull, ...more] = found;
  if (pull !== null && pull !== undefined && more.length === 0)
    return facts(git, client, pull, brought, dated, options);
  const paths = new Set(brought.paths.map(({ path }) => path));
  return {
    ...nobody,
    ...brought,
    head,
    contributors: await contributorsOf(git, { base, head }, paths, options),
    claimedAt: dated.committer.at,
  };
}

const nobody = { source: "github", number: null, openedBy: null, openedAt: null, reviews: [], mergedAt: null } as const;

async function facts(
  git: Git,
  client: Client,
  pull: Pull,
  brought: Brought,
  dated: Pick<Commit, "committer">,
  options: CallOptions,
): Promise<Facts> {
  const { head } = pull;
  const pushers = await pushersOf(git, client, pull, brought.base, options);
  // A commit that GitHub does not list, because the branch moved while its pages were read, may be anybody's.
  const named = ({ id }: Commit): readonly Contributor[] => [
    ...(pull.named.get(id) ?? [unknown("author")]),
    ...(pushers.get(id) ?? []),
  ];
  const paths = new Set(brought.paths.map(({ path }) => path));
  const { number, openedBy, openedAt, reviews, mergedAt } = pull;
  return {
    source: "github",
    ...{ number, openedBy, openedAt, reviews, mergedAt },
    ...brought,
    head,
    contributors: await contributorsOf(git, { base: brought.base, head }, paths, options, named),
    claimedAt: dated.committer.at,
  };
}

function nothingOf({ number, openedBy, openedAt, mergedAt, head }: Pull, commit: Commit, before: ObjectId): Facts {
  return {
    ...nobody,
    ...{ number, openedBy, openedAt, mergedAt, head, before },
    base: before,
    paths: [],
    contributors: new Map(),
    claimedAt: commit.committer.at,
  };
}
