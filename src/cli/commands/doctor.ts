import type { Command } from "commander";
import { doctorText } from "../../views/text/doctor.ts";
import { repositoryOption } from "../parse/action-pin.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { version } from "../../compose/version.ts";

interface Options {
  readonly fix?: boolean;
  readonly engineRepo?: string;
}

/** `doctor`: whether this repository is really protected, and this installation able to end what it starts. */
export function doctorCommand(shell: Shell): Command {
  return define<Options>(
    shell,
    {
      name: "doctor",
      does: "find what is weaker than it has to be: forge, ledger, witness, clock, keys, targets; what an attacker would do with it, and the fix",
      example: "brevet doctor",
    },
    async (session, _, options) => {
      const { openClone } = await import("../../compose/clone.ts");
      const { openDoctor } = await import("../../compose/doctor.ts");
      const { engineRun } = await import("../../compose/engine-run.ts");
      const { doctor } = await import("../../engine/doctor/doctor.ts");
      await using clone = await openClone(session, session);
      const engineRepo = options.engineRepo === undefined ? null : repositoryOption(options.engineRepo);
      const by = engineRun(version, session.env);
      await using opened = await openDoctor(clone, { by, engineRepo }, session);
      const report = await doctor(opened.ports, { fix: options.fix === true }, session);
      session.show(report, (paint) => doctorText(report, paint));
      return report.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .option("--fix", "mend those settings of the forge that nobody needs")
    .option("--engine-repo <owner/name>", "on GitHub: where the workflows with power are (default: this repository)");
}
