import { Command } from "commander";
import { verifyText } from "../../views/text/verify.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { judging } from "../open/judging.ts";

/** `audit verify`: whether the whole history is as engines wrote it. */
export function auditCommand(shell: Shell): Command {
  const verify = define<{ readonly witness?: boolean }>(
    shell,
    {
      name: "verify",
      does: "check the whole chain of the ledger, offline; names the first event that is not as it was written",
      example: "brevet audit verify\nbrevet audit verify --witness",
    },
    async (session, _words, options) => {
      const report = await judging(session, async ({ clone, ports }) => {
        const { verifyHistory } = await import("../../engine/verify-history.ts");
        if (options.witness !== true) return await verifyHistory({ ...ports, witnesses: null }, session);
        const { openWitnesses } = await import("../../compose/witnesses.ts");
        return await verifyHistory({ ...ports, witnesses: openWitnesses(clone) }, session);
      });
      session.show(report, (paint) => verifyText(report, paint));
      return report.ok ? exitCode.agreed : exitCode.refused;
    },
  ).option("--witness", "ask the witness too, whether events were cut off or replaced at the end");
  return new Command("audit").description("prove and read the history").addCommand(verify);
}
