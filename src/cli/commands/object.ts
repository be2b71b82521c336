import type { Command } from "commander";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { showProblems } from "../show-failure.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { signingOptions, toSigning, type SigningOptions } from "../sign/signing-options.ts";
import { withRequest } from "../sign/with-request.ts";

/** `object`: a person's veto, which beats every approval until they lift it. */
export function objectCommand(shell: Shell): Command {
  const command = define<SigningOptions>(
    shell,
    {
      name: "object",
      does: "sign that you object to a request: it is refused until you lift the objection",
      example: "brevet object payments/customers-db/2026-11-22-alice",
    },
    async (session, [argument = ""], options) => {
      const made = await withRequest(session, argument, async ({ ports, standing, request }) => {
        const { object } = await import("../../engine/statement/object.ts");
        const confirm = confirmSigning(session, options.yes === true);
        return await object(ports, standing, request, toSigning(options), confirm, session);
      });
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => statementMadeText(made.value, paint));
      return exitCode.agreed;
    },
  ).argument("<id>", "the request's id, or its file");
  return signingOptions(command);
}
