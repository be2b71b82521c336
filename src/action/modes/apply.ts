import { applyMarkdown } from "../../views/markdown/apply.ts";
import { openEngine } from "../open-engine.ts";
import { openRepository } from "../open-repository.ts";
import { keepReport } from "../show-checked.ts";
import type { Job } from "../job.ts";

/** The reconcile, alone: ends what is due, admits what was merged, brings targets in line. */
export async function applyAlone(job: Job): Promise<boolean> {
  await using opened = await openRepository(job.inputs, job.env, job);
  await using engine = await openEngine(opened.clone, job);
  const report = await engine.apply();
  await job.runner.summarise(applyMarkdown(report));
  await keepReport(job, { apply: report });
  return report.ok;
}
