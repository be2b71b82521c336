import { Command } from "commander";
import { succeed } from "../../core/problem/result.ts";
import type { LogFilter } from "../../engine/audit-log.ts";
import { logText } from "../../views/text/log.ts";
import { verifyText } from "../../views/text/verify.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { judging } from "../open/judging.ts";
import { standing } from "../open/standing.ts";
import { instantOption } from "../parse/instant.ts";
import { requestIdArgument } from "../parse/request-id.ts";
import { showProblems } from "../show-failure.ts";

/** `audit`: whether the whole history is as engines wrote it, and what it tells. */
export function auditCommand(shell: Shell): Command {
  const verify = define<{ readonly witness?: boolean; readonly decisions?: boolean }>(
    shell,
    {
      name: "verify",
      does: "check the whole chain of the ledger, offline; names the first event that is not as it was written",
      example: "brevet audit verify\nbrevet audit verify --witness --decisions",
    },
    async (session, _words, options) => {
      const report = await judging(session, async ({ clone, ports }) => {
        const { verifyHistory } = await import("../../engine/verify-history.ts");
        const more = { decisions: options.decisions === true };
        if (more.decisions) session.tell("Reading the history, and judging it once more …");
        if (options.witness !== true) return await verifyHistory({ ...ports, witnesses: null }, more, session);
        const { openWitnesses } = await import("../../compose/witnesses.ts");
        return await verifyHistory({ ...ports, witnesses: openWitnesses(clone) }, more, session);
      });
      session.show(report, (paint) => verifyText(report, paint));
      return report.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .option("--witness", "ask the witness too, whether events were cut off or replaced at the end")
    .option("--decisions", "judge every request of the past once more, by the rules that judged it, to the same bytes");
  return new Command("audit")
    .description("prove and read the history")
    .addCommand(verify)
    .addCommand(logCommand(shell));
}

interface LogOptions {
  readonly subject?: string;
  readonly resource?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `audit log`: the story of a person, a resource or a grant. */
function logCommand(shell: Shell): Command {
  return define<LogOptions>(
    shell,
    {
      name: "log",
      does: "tell the story of a grant, a person or a resource, from the ledger alone",
      example:
        "brevet audit log payments/customers-db/2026-11-22-alice\nbrevet audit log --subject alice --since 2026-11-01T00:00:00Z",
    },
    async (session, [argument], { subject, resource, since, until }) => {
      const filter: LogFilter = {
        ...(argument !== undefined && { grant: requestIdArgument(argument) }),
        ...(subject !== undefined && { subject }),
        ...(resource !== undefined && { resource }),
        ...(since !== undefined && { since: instantOption(since) }),
        ...(until !== undefined && { until: instantOption(until) }),
      };
      const report = await standing(session, async ({ ports, standing: { view } }) => {
        const { auditLog } = await import("../../engine/audit-log.ts");
        return succeed(await auditLog(ports, { view, filter }, session));
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) => logText(report.value, paint));
      return exitCode.agreed;
    },
  )
    .argument("[id]", "the request's id, or its file")
    .option("--subject <id>", "only what is about this person or workload")
    .option("--resource <id>", "only what is about this resource (namespace/resource)")
    .option("--since <time>", "from this moment on")
    .option("--until <time>", "before this moment");
}
