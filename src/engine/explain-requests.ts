import { problem, type Problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { ExplainReport, RequestExplanation } from "../core/report/people.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { ObjectId } from "../ports/git.ts";
import type { LedgerView } from "../ports/ledger.ts";
import { mostRequests } from "./change/sort-paths.ts";
import { judgePaths } from "./check-paths.ts";
import { openWork, readDrafts, type WorkPorts, type WorkToCheck } from "./check-work.ts";
import type { JudgePorts } from "./engine-ports.ts";
import type { Judged } from "./judge/case.ts";
import { explain } from "./judge/explain.ts";
import { judgeAdded } from "./judge-added.ts";
import { outcomeOf } from "./judge/report-request.ts";
import type { Rules } from "./rules/read-rules.ts";

/** Explains request files as they stand in the work tree, by the rules that stand there. */
export async function explainWork(
  ports: WorkPorts,
  work: WorkToCheck,
  options: CallOptions,
): Promise<Result<ExplainReport>> {
  const opened = await openWork(ports, work, options);
  if (!opened.ok) return opened;
  const { by, found } = opened.value;
  const at = { ...ports, clock: { now: () => by.at } };
  const drafts = await readDrafts(ports.worktree, found.slice(0, mostRequests), options);
  const { problems, judged } = await judgePaths(at, by, drafts, options);
  return succeed(await report(at, by.rules, { problems: [...problems, ...tooMany(found.length)], judged }, options));
}

/** Explains the requests that a change adds which is not merged, by the rules in force. */
export async function explainChange(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView },
  change: { readonly base: ObjectId; readonly head: ObjectId },
  options: CallOptions,
): Promise<ExplainReport> {
  const { sorted, judged } = await judgeAdded(ports, by, change, options);
  return await report(ports, by.rules, { problems: sorted.problems, judged }, options);
}

async function report(
  ports: JudgePorts,
  rules: Rules,
  { problems, judged }: { readonly problems: readonly Problem[]; readonly judged: readonly Judged[] },
  options: CallOptions,
): Promise<ExplainReport> {
  const requests = await explainJudged(ports, rules, judged, options);
  return { ok: problems.length === 0 && requests.every((one) => one.rules !== null), problems, requests };
}

/** Explains requests that were judged by those rules. */
export async function explainJudged(
  ports: JudgePorts,
  rules: Rules,
  judged: readonly Judged[],
  options: CallOptions,
): Promise<readonly RequestExplanation[]> {
  const asked = judged.flatMap(({ judgement }) => (judgement === null ? [] : [judgement.input]));
  const policy = asked.length === 0 ? null : await ports.policies.of(rules, options);
  const unknown = policy?.ok === false ? policy : fail([problem("POLICY_NO_ANSWER", {})]);
  const explained = policy?.ok === true ? [...(await policy.value.explainAll(asked, options))] : [];
  const requests: RequestExplanation[] = [];
  for (const one of judged) {
    const { id, path, judgement } = one;
    const told = judgement === null ? null : (explained.shift() ?? unknown);
    const problems = [...(await explain(ports, one, options)), ...(told?.ok === false ? told.problems : [])];
    requests.push({ id, path, outcome: outcomeOf(one), problems, rules: told?.ok === true ? told.value : null });
  }
  return requests;
}

function tooMany(count: number): readonly Problem[] {
  return count > mostRequests ? [problem("CHANGE_TOO_LARGE", { added: count, most: mostRequests })] : [];
}
