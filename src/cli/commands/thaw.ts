import type { Command } from "commander";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import { showProblems } from "../show-failure.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { orderOptions, type SigningOptions } from "../sign/signing-options.ts";

/** `thaw`: an owner of the rules lets a rewritten main be followed again. */
export function thawCommand(shell: Shell): Command {
  const command = define<Omit<SigningOptions, "commit">>(
    shell,
    {
      name: "thaw",
      does: "(rules owners) let main be followed again, from its head as it is, after a freeze; nothing skipped is admitted",
      example: "brevet thaw",
    },
    async (session, _words, options) => {
      const made = await standing(session, async ({ clone, ports, standing: by }) => {
        const { thaw } = await import("../../engine/statement/thaw.ts");
        const confirm = confirmSigning(session, options.yes === true);
        return await thaw(
          { ...ports, worktree: clone.worktree },
          by,
          { keyFile: options.key ?? null },
          confirm,
          session,
        );
      });
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => statementMadeText(made.value, paint));
      return exitCode.agreed;
    },
  );
  return orderOptions(command);
}
