import { Option, type Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Found } from "../../engine/statement/review.ts";
import { askChoice } from "../ask/ask-choice.ts";
import { define, type Shell } from "../define.ts";
import { reasonOption } from "../parse/reason.ts";
import { requestIdArgument } from "../parse/request-id.ts";
import type { Session } from "../session.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { sendOptions, sendOrder, type SendOptions } from "../sign/send-order.ts";

interface Options extends SendOptions {
  readonly verdict?: Found["verdict"];
  readonly reason?: string;
}

const verdicts = ["justified", "not_justified"] as const;

/** `review`: says whether access that had to be looked at afterwards was justified. */
export function reviewCommand(shell: Shell): Command {
  const command = define<Options>(
    shell,
    {
      name: "review",
      does: "say whether a grant that has ended was justified, where the rules asked for a look afterwards",
      example:
        'brevet review payments/customers-db/2026-11-22-alice --verdict justified --reason "The incident needed it"',
    },
    async (session, [argument = ""], options) => {
      const id = requestIdArgument(argument);
      const verdict = options.verdict ?? (await askVerdict(session));
      const reason = await reasonOption(session, options.reason);
      return await sendOrder(session, options, async (ports, by) => {
        const { review } = await import("../../engine/statement/review.ts");
        const confirm = confirmSigning(session, options.yes === true);
        return await review(ports, by, { id, verdict, reason }, { keyFile: options.key ?? null }, confirm, session);
      });
    },
  )
    .argument("<id>", "the request's id, or its file")
    .addOption(new Option("--verdict <verdict>", "what you found").choices(verdicts))
    .option("--reason <text>", "why; no personal data");
  return sendOptions(command);
}

async function askVerdict(session: Session): Promise<Found["verdict"]> {
  if (!session.interactive)
    throw brevetError("ARGUMENT_MISSING", { what: "verdict", form: "--verdict justified or --verdict not_justified" });
  const chosen = await askChoice(session, "What did you find?", [
    { value: "justified", about: "it was needed, and used for what it was given" },
    { value: "not_justified", about: "it was not" },
  ]);
  return chosen === "justified" ? "justified" : "not_justified";
}
