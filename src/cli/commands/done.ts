import type { Command } from "commander";
import { define, type Shell } from "../define.ts";
import { requestIdArgument } from "../parse/request-id.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { sendOptions, sendOrder, type SendOptions } from "../sign/send-order.ts";

/** `done`: gives access back that is no longer needed. */
export function doneCommand(shell: Shell): Command {
  const command = define<SendOptions>(
    shell,
    {
      name: "done",
      does: "give access back before its lease is over: a revocation of your own grant",
      example: "brevet done payments/customers-db/2026-11-22-alice",
    },
    async (session, [argument = ""], options) => {
      const match = { request: requestIdArgument(argument) };
      return await sendOrder(session, options, async (ports, by) => {
        const { revoke } = await import("../../engine/statement/revoke.ts");
        const order = { match, reason: "It is no longer needed" };
        const confirm = confirmSigning(session, options.yes === true);
        return await revoke(ports, by, order, { keyFile: options.key ?? null }, confirm, session);
      });
    },
  ).argument("<id>", "the request's id, or its file");
  return sendOptions(command);
}
