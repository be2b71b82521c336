import { problem, type Problem } from "../core/problem/problem.ts";
import { requestIdOf } from "../core/request/request-path.ts";
import type { CheckReport, RequestReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerView } from "../ports/ledger.ts";
import type { Instant } from "../core/time/instant.ts";
import { summarise } from "./check-change.ts";
import type { JudgePorts } from "./engine-ports.ts";
import type { Case, Judged } from "./judge/case.ts";
import { draftCase } from "./judge/draft-case.ts";
import { judgeDrafts } from "./judge/judge-request.ts";
import { reportRequest } from "./judge/report-request.ts";
import type { Rules } from "./rules/read-rules.ts";

/** A request file of the work tree, while somebody writes it. */
export interface DraftFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Judges files of the work tree by the work tree's rules, while they are being written: nobody has signed yet, and
 * the subject is taken to ask. Opens no target and reads no secret.
 */
export async function checkPaths(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView; readonly at: Instant },
  files: readonly DraftFile[],
  options: CallOptions,
): Promise<CheckReport> {
  const { problems, judged } = await judgePaths(ports, by, files, options);
  const reports: RequestReport[] = [];
  for (const one of judged) reports.push(await reportRequest(ports, one, options));
  return summarise(problems, reports);
}

/** The same, with all that was found out: what is no request, and every request as far as it could be judged. */
export async function judgePaths(
  ports: JudgePorts,
  by: { readonly rules: Rules; readonly view: LedgerView; readonly at: Instant },
  files: readonly DraftFile[],
  options: CallOptions,
): Promise<{ readonly problems: readonly Problem[]; readonly judged: readonly Judged[] }> {
  const problems: Problem[] = [];
  const cases: Case[] = [];
  for (const { path, bytes } of files) {
    const id = requestIdOf(path);
    if (id === null) problems.push(problem("REQUEST_PATH", { path }, { path }));
    else cases.push(draftCase(ports, by, { id, path, bytes, blob: "" }));
  }
  return { problems, judged: await judgeDrafts(ports, by.rules, cases, options) };
}
