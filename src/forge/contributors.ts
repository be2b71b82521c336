import type { CallOptions } from "../ports/call-options.ts";
import type { Contributor } from "../ports/forge.ts";
import type { Commit, Git, ObjectId, WalkedCommit } from "../ports/git.ts";

const CO_AUTHOR = /^[^\S\n]*co-authored-by[^\S\n]*:(.*)/gim;
const NAME_AND_EMAIL = /(.*?)\s*<([^<>]*)>$/;

/**
 * Everybody named on a commit of the branch that touched a path, by path. A merge inside the branch touches every
 * path in which it differs from any of its parents: keeping one side's version is a choice too.
 * named: who is named on a commit; by default who the commit itself names, which proves nobody's identity.
 */
export async function contributorsOf(
  git: Git,
  branch: { readonly base: ObjectId; readonly head: ObjectId },
  paths: ReadonlySet<string>,
  options: CallOptions,
  named: (commit: Commit) => readonly Contributor[] = namedOn,
): Promise<ReadonlyMap<string, readonly Contributor[]>> {
  const byPath = new Map([...paths].map((path) => [path, new Map<string, Contributor>()]));
  for (const commit of await git.commitsBetween(branch.base, branch.head, options)) {
    const people = named(commit);
    for (const path of await touched(git, commit, options)) {
      for (const contributor of people) byPath.get(path)?.set(JSON.stringify(contributor), contributor);
    }
  }
  return new Map([...byPath].map(([path, contributors]) => [path, [...contributors.values()]]));
}

async function touched(git: Git, commit: WalkedCommit, options: CallOptions): Promise<ReadonlySet<string>> {
  const isMerge = commit.parents.length > 1;
  const differences = isMerge
    ? await Promise.all(commit.parents.map((parent) => git.diff(parent, commit.id, options)))
    : [];
  return new Set([commit.changes, ...differences].flat().map(({ path }) => path));
}

function namedOn(commit: Commit): readonly Contributor[] {
  const { author, committer, message } = commit;
  return [
    { as: "author", name: author.name, email: given(author.email), forgeId: null },
    { as: "committer", name: committer.name, email: given(committer.email), forgeId: null },
    ...[...message.matchAll(CO_AUTHOR)].map(([, text = ""]) => coAuthor(text.trim())),
  ];
}

function coAuthor(text: string): Contributor {
  const [, name = text, email = ""] = NAME_AND_EMAIL.exec(text) ?? [];
  return { as: "co-author", name, email: given(email), forgeId: null };
}

function given(email: string): string | null {
  return email === "" ? null : email;
}
