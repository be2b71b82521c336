import { problem } from "../core/problem/problem.ts";
import { requestIdOf } from "../core/request/request-path.ts";
import type { CheckReport, RequestReport } from "../core/report/report.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { LedgerView } from "../ports/ledger.ts";
import type { Instant } from "../core/time/instant.ts";
import { summarise } from "./check-change.ts";
import type { JudgePorts } from "./engine-ports.ts";
import { judgeRequest } from "./judge/judge-request.ts";
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
  const reports: RequestReport[] = [];
  const problems = [];
  for (const file of files) {
    const id = requestIdOf(file.path);
    if (id === null) {
      problems.push(problem("REQUEST_PATH", { path: file.path }, { path: file.path }));
      continue;
    }
    const judged = await judgeRequest(
      ports,
      { merge: by.rules, now: by.rules },
      {
        phase: "check",
        id,
        path: file.path,
        bytes: file.bytes,
        blob: "",
        change: { kind: "added", source: ports.forge.kind, number: null },
        contributors: [],
        heard: { statements: [], warnings: [] },
        view: by.view,
        state: by.view.state,
        now: by.at,
        claimedAt: null,
        draft: true,
      },
      options,
    );
    reports.push(await reportRequest(ports, judged, options));
  }
  return summarise(problems, reports);
}
