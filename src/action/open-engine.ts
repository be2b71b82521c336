import type { Clone } from "../compose/clone.ts";
import { engineRun } from "../compose/engine-run.ts";
import { version } from "../compose/version.ts";
import type { ApplyReport } from "../core/report/report.ts";
import type { ApplyPorts } from "../engine/engine-ports.ts";
import { problemsAnnotations } from "../views/annotations/problems.ts";
import { applyText } from "../views/text/apply.ts";
import type { Job } from "./job.ts";

/** An engine in this job: what it reads with, and the reconcile. */
export interface OpenedEngine extends AsyncDisposable {
  readonly ports: ApplyPorts;
  /** Applies, and tells in log and annotations what it did. */
  apply(): Promise<ApplyReport>;
}

/** Opens the engine with the key and the secrets that the job was given. */
export async function openEngine(clone: Clone, job: Job): Promise<OpenedEngine> {
  const { openApplier } = await import("../compose/applier.ts");
  const { apply } = await import("../engine/apply/apply.ts");
  const { dutyOf } = await import("../engine/apply/duty.ts");
  const { postingOptions } = await import("../engine/apply/posting-options.ts");
  const posting = postingOptions({ runner: job.inputs.runner }, clone.shown);
  const opened = await openApplier(clone, engineRun(version, job.env), job);
  job.runner.annotate(problemsAnnotations(opened.warnings));
  return {
    ports: opened.ports,
    async apply() {
      const report = await apply({ ...opened.ports, ...opened.standing(posting) }, dutyOf(posting), job);
      job.runner.annotate(problemsAnnotations(report.problems));
      job.runner.log(applyText(report, (_, text) => text));
      return report;
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
