import type { Command } from "commander";
import { statusText } from "../../views/text/status.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { planning } from "../open/planning.ts";
import { instantOption } from "../parse/instant.ts";
import { showProblems } from "../show-failure.ts";

interface Options {
  readonly subject?: string;
  readonly resource?: string;
  readonly target?: string;
  readonly at?: string;
}

/** `status`: who has what, now or at any past moment. */
export function statusCommand(shell: Shell): Command {
  return define<Options>(
    shell,
    {
      name: "status",
      does: "show who has what, since when, until when, by whose word, and whether it ends by itself",
      example: "brevet status --subject alice\nbrevet status --at 2026-11-22T10:30:00Z",
    },
    async (session, _args, { subject, resource, target, at }) => {
      const filter = { ...(subject && { subject }), ...(resource && { resource }), ...(target && { target }) };
      const moment = at === undefined ? null : instantOption(at);
      const report = await planning(session, async ({ ports, runStates }) => {
        const { stand } = await import("../../engine/person/standing.ts");
        const stood = await stand(ports, session);
        if (!stood.ok) return stood;
        if (moment !== null) {
          const { statusAt } = await import("../../engine/status-at.ts");
          return { ok: true, value: await statusAt(ports, { ...stood.value, at: moment, filter }, session) } as const;
        }
        const { status } = await import("../../engine/status.ts");
        return { ok: true, value: await status({ ...ports, runStates }, { ...stood.value, filter }, session) } as const;
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) => statusText(report.value, paint));
      const { overdue, reviews, drift } = report.value;
      const isSettled = overdue.length === 0 && drift.length === 0 && reviews.every((review) => !review.overdue);
      return isSettled ? exitCode.agreed : exitCode.refused;
    },
  )
    .option("--subject <id>", "only this person or workload")
    .option("--resource <id>", "only this resource (namespace/resource)")
    .option("--target <id>", "only this target")
    .option("--at <time>", "at this past moment, from the ledger alone");
}
