import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import { reasonOption } from "../parse/reason.ts";
import { showProblems } from "../show-failure.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { orderOptions, type SigningOptions } from "../sign/signing-options.ts";

interface Options extends Omit<SigningOptions, "commit"> {
  readonly reason?: string;
}

/** `abandon`: owners of the rules give up a target that will never answer again. */
export function abandonCommand(shell: Shell): Command {
  const command = define<Options>(
    shell,
    {
      name: "abandon",
      does: "(rules owners) give up a target that is gone for good: its grants end, and nobody has seen them gone",
      example: 'brevet abandon old-db --reason "The machine was scrapped"',
    },
    async (session, [target], options) => {
      if (target === undefined) throw brevetError("ARGUMENT_MISSING", { what: "target", form: "a target's id" });
      const reason = await reasonOption(session, options.reason);
      const made = await standing(session, async ({ clone, ports, standing: by }) => {
        const { abandon } = await import("../../engine/statement/abandon.ts");
        const confirm = confirmSigning(session, options.yes === true);
        const all = { ...ports, worktree: clone.worktree };
        return await abandon(all, by, { target, reason }, { keyFile: options.key ?? null }, confirm, session);
      });
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => statementMadeText(made.value, paint));
      return exitCode.agreed;
    },
  )
    .argument("<target>", "the target's id in brevet.yaml")
    .option("--reason <text>", "why; it stands in the repository, so no personal data");
  return orderOptions(command);
}
