import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import { showProblems } from "../show-failure.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { signingOptions, toSigning, type SigningOptions } from "../sign/signing-options.ts";
import { withRequest } from "../sign/with-request.ts";

/** `approve`: a person's word that somebody may have exactly this, or that rules may come into force. */
export function approveCommand(shell: Shell): Command {
  const command = define<SigningOptions & { readonly rules?: boolean }>(
    shell,
    {
      name: "approve",
      does: "show the exact effect of a request, or of a change of the rules, and sign that you agree",
      example: "brevet approve payments/customers-db/2026-11-22-alice\nbrevet approve --rules",
    },
    async (session, [argument], options) => {
      if ((argument === undefined) !== (options.rules === true)) {
        throw brevetError("ARGUMENT_MISSING", { what: "request", form: "a request's id, or --rules, and not both" });
      }
      const confirm = confirmSigning(session, options.yes === true);
      const signing = toSigning(options);
      const made =
        argument === undefined
          ? await standing(session, async ({ clone, ports, standing: by }) => {
              const { approveRules } = await import("../../engine/statement/approve-rules.ts");
              return await approveRules({ ...ports, worktree: clone.worktree }, by, signing, confirm, session);
            })
          : await withRequest(session, argument, async (open) => {
              const { approve } = await import("../../engine/statement/approve.ts");
              return await approve(open.ports, open.standing, open.request, signing, confirm, session);
            });
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => statementMadeText(made.value, paint));
      return exitCode.agreed;
    },
  )
    .argument("[id]", "the request's id, or its file")
    .option("--rules", "accept the rules of the branch that is checked out, as committed");
  return signingOptions(command);
}
