import type { Command } from "commander";
import { doctorText } from "../../views/text/doctor.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { version } from "../../compose/version.ts";

/** `doctor`: whether this repository is really protected, and this installation able to end what it starts. */
export function doctorCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "doctor",
      does: "find what is weaker than it has to be: forge, ledger, witness, clock, keys, targets; what an attacker would do with it, and the fix",
      example: "brevet doctor",
    },
    async (session) => {
      const { openClone } = await import("../../compose/clone.ts");
      const { openDoctor } = await import("../../compose/doctor.ts");
      const { engineRun } = await import("../../compose/engine-run.ts");
      const { doctor } = await import("../../engine/doctor/doctor.ts");
      await using clone = await openClone(session, session);
      await using opened = await openDoctor(clone, engineRun(version, session.env), session);
      const report = await doctor(opened.ports, session);
      session.show(report, (paint) => doctorText(report, paint));
      return report.ok ? exitCode.agreed : exitCode.refused;
    },
  );
}
