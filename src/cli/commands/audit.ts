import { Command } from "commander";
import { verifyText } from "../../views/text/verify.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { judging } from "../open/judging.ts";

/** `audit verify`: whether the whole history is as engines wrote it. */
export function auditCommand(shell: Shell): Command {
  const verify = define(
    shell,
    {
      name: "verify",
      does: "check the whole chain of the ledger, offline; names the first event that is not as it was written",
      example: "brevet audit verify",
    },
    async (session) => {
      const report = await judging(session, ({ ports }) => ports.ledger.verify(session));
      session.show(report, (paint) => verifyText(report, paint));
      return report.ok ? exitCode.agreed : exitCode.refused;
    },
  );
  return new Command("audit").description("prove and read the history").addCommand(verify);
}
