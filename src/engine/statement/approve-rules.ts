import { digestTree } from "../../core/json/digest.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { checkChange } from "../check-change.ts";
import type { Standing } from "../person/standing.ts";
import { isRulesOwner } from "../orders/may-revoke.ts";
import { whoSigns } from "../person/who-signs.ts";
import { readRulesFiles } from "../rules/read-rules.ts";
import { isRulesPath } from "../rules/rules-paths.ts";
import type { Confirm } from "./confirm.ts";
import { makeStatement } from "./make-statement.ts";
import { placeStatement } from "./place-statement.ts";
import type { Signing, StatementPorts } from "./statement-ports.ts";

/** Signs that an owner of the rules accepts exactly those of the branch that is checked out, as committed, in place of those in force. */
export async function approveRules(
  ports: StatementPorts,
  standing: Standing,
  signing: Signing,
  confirm: Confirm,
  options: CallOptions,
): Promise<Result<StatementMade>> {
  const { rules, view, main } = standing;
  const branch = await ports.worktree.currentBranch(options);
  const head = branch === null ? null : await ports.git.resolve(`refs/heads/${branch}`, options);
  if (branch === null || head === null) return fail([problem("RULES_UNCHANGED", { digest: rules.digest })]);
  const to = digestTree(await readRulesFiles(ports.git, head, options));
  if (to === rules.digest) return fail([problem("RULES_UNCHANGED", { digest: to })]);
  const signer = await whoSigns(ports, rules.catalog, signing.keyFile, options);
  if (!signer.ok) return signer;
  const { person, fingerprint } = signer.value;
  if (!isRulesOwner(person, rules.catalog)) return fail([problem("RULES_OWNER_ONLY", { person })]);
  const paths = (await ports.git.diff(rules.commit, head, options)).map(({ path }) => path).filter(isRulesPath);
  const check = await checkChange(ports, standing, { base: main, head }, options);
  await confirm({ do: "rules", signer: signer.value, check, paths });
  const made = await makeStatement(
    ports,
    { do: "rules", from: rules.digest, to },
    { signer: signer.value, repository: rules.config.repositoryId, tip: view.tip },
    options,
  );
  if (!made.ok) return made;
  const message = `Accept the rules ${to}\n\nSigned by ${person}.\n`;
  const place = { branch, local: head, head, message, commit: signing.commit };
  const placed = await placeStatement(ports, made.value, place, options);
  if (!placed.ok) return placed;
  const after = placed.value.commit;
  return succeed({
    ok: true,
    do: "rules",
    by: person,
    key: fingerprint,
    path: made.value.path,
    digest: made.value.digest,
    ...placed.value,
    check: after === null ? null : await checkChange(ports, standing, { base: main, head: after }, options),
  });
}
