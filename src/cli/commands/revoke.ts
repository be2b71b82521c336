import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Match } from "../../core/statement/statement.ts";
import { define, type Shell } from "../define.ts";
import { reasonOption } from "../parse/reason.ts";
import { requestIdArgument } from "../parse/request-id.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { sendOptions, sendOrder, type SendOptions } from "../sign/send-order.ts";

interface Options extends SendOptions {
  readonly subject?: string;
  readonly vendor?: string;
  readonly resource?: string;
  readonly reason?: string;
}

/** `revoke`: ends grants before their lease does. */
export function revokeCommand(shell: Shell): Command {
  const command = define<Options>(
    shell,
    {
      name: "revoke",
      does: "end a grant early, or everything of a person, a vendor or a resource; taking away needs no approval",
      example: [
        'brevet revoke payments/customers-db/2026-11-22-alice --reason "The incident is over"',
        'brevet revoke --subject alice --reason "Her laptop was stolen"',
      ].join("\n"),
    },
    async (session, [argument], options) => {
      const match = matchOf(argument, options);
      const reason = await reasonOption(session, options.reason);
      return await sendOrder(session, options, async (ports, by) => {
        const { revoke } = await import("../../engine/statement/revoke.ts");
        const confirm = confirmSigning(session, options.yes === true);
        return await revoke(ports, by, { match, reason }, { keyFile: options.key ?? null }, confirm, session);
      });
    },
  )
    .argument("[id]", "the request's id, or its file")
    .option("--subject <id>", "everything of this person or workload; by owners of the rules it stands until lifted")
    .option("--vendor <id>", "everything of this vendor's people; likewise")
    .option("--resource <id>", "everything on this resource (namespace/resource)")
    .option("--reason <text>", "why; it stands in the history, so no personal data");
  return sendOptions(command);
}

function matchOf(argument: string | undefined, { subject, vendor, resource }: Options): Match {
  const named: Match[] = [
    ...(argument === undefined ? [] : [{ request: requestIdArgument(argument) }]),
    ...(subject === undefined ? [] : [{ subject }]),
    ...(vendor === undefined ? [] : [{ vendor }]),
    ...(resource === undefined ? [] : [{ resource }]),
  ];
  const [match, ...more] = named;
  if (match !== undefined && more.length === 0) return match;
  const value = named.length === 0 ? "nothing" : "more than one";
  throw brevetError("ARGUMENT_INVALID", {
    what: "scope",
    value,
    form: "one of: an id, --subject ID, --vendor ID, --resource ID",
  });
}
