import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { problemsText } from "../../views/text/problems.ts";
import { applyText } from "../../views/text/apply.ts";
import { applyExitCode } from "../apply-exit-code.ts";
import { callsOf } from "../calls-of.ts";
import { define, type Shell } from "../define.ts";
import { listenOption } from "../parse/listen.ts";
import { postingOptions } from "../../engine/apply/posting-options.ts";
import { version } from "../../compose/version.ts";

interface Options {
  readonly watch?: boolean;
  readonly target?: string;
  readonly runner?: string;
  readonly listen?: string;
}

/** `apply`: the reconcile. */
export function applyCommand(shell: Shell): Command {
  return define<Options>(
    shell,
    {
      name: "apply",
      does: "end what is due, admit what was merged, and bring targets in line with it",
      example: "brevet apply\nbrevet apply --watch --listen 9464",
    },
    async (session, _args, options) => {
      if (options.watch === true) {
        const { watchOver } = await import("../watch-over.ts");
        const listen = options.listen === undefined ? null : listenOption(options.listen);
        return await watchOver(session, { postingOf: (shown) => postingOptions(options, shown), listen });
      }
      if (options.listen !== undefined) throw brevetError("OPTION_ALONE", { option: "--listen", needs: "--watch" });
      const { apply } = await import("../../engine/apply/apply.ts");
      const { dutyOf } = await import("../../engine/apply/duty.ts");
      const { openClone } = await import("../../compose/clone.ts");
      const { openApplier } = await import("../../compose/applier.ts");
      const { engineRun } = await import("../../compose/engine-run.ts");
      await using clone = await openClone(session, session);
      const posting = postingOptions(options, clone.shown);
      await using opened = await openApplier(clone, engineRun(version, session.env), session);
      if (opened.warnings.length > 0) session.err(problemsText(opened.warnings, session.paint));
      const report = await apply({ ...opened.ports, ...opened.standing(posting) }, dutyOf(posting), session);
      session.show({ ...report, ...callsOf(opened.ports) }, (paint) => applyText(report, paint));
      return applyExitCode(report);
    },
  )
    .option("--watch", "stay up: act on what is new within a second, and exactly at each start and end")
    .option(
      "--listen <address>",
      "with --watch: answer /metrics, /healthz and /readyz at this port (of this machine, unless an address is named)",
    )
    .option("--target <id>", "only this target")
    .option("--runner <name>", "only the targets that name this runner; admits nothing");
}
