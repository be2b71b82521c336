import type { CallOptions } from "../../ports/call-options.ts";
import type { Contributor } from "../../ports/forge.ts";
import type { ObjectId, WalkedCommit } from "../../ports/git.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { isRulesPath } from "../rules/rules-paths.ts";

/**
 * Everybody named on what main's first-parent line did to the rules after `from`, what was refused included. Merging
 * makes no author; pushing past review does.
 */
export async function authorsOfRules(
  ports: JudgePorts,
  from: ObjectId,
  to: ObjectId,
  options: CallOptions,
): Promise<Contributor[]> {
  if (!(await ports.git.onFirstParentLine(from, to, options))) return authorsApart(ports, from, to, options);
  const contributors: Contributor[] = [];
  for await (const commit of ports.git.walk(from, to, options))
    if (commit.changes.some((change) => isRulesPath(change.path)))
      contributors.push(...(await authorsOf(ports, commit, options)));
  return contributors;
}

/** After a thaw the rules in force may lie beside the line: then everybody counts who is named on what differs. */
async function authorsApart(
  ports: JudgePorts,
  from: ObjectId,
  to: ObjectId,
  options: CallOptions,
): Promise<Contributor[]> {
  const { contributors } = await ports.forge.propose(from, to, options);
  return [...contributors].flatMap(([path, named]) => (isRulesPath(path) ? named : []));
}

async function authorsOf(ports: JudgePorts, commit: WalkedCommit, options: CallOptions): Promise<Contributor[]> {
  const proof = await ports.forge.prove(commit, options);
  if (proof.ok) return [...proof.contributors].flatMap(([path, named]) => (isRulesPath(path) ? named : []));
  return (["author", "committer"] as const).map((as) => ({
    as,
    name: commit[as].name,
    email: commit[as].email,
    forgeId: null,
  }));
}
