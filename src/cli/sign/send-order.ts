import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, type Result } from "../../core/problem/result.ts";
import type { StatementMade } from "../../core/report/people.ts";
import { parseDuration } from "../../core/time/duration.ts";
import type { Standing } from "../../engine/person/standing.ts";
import type { StatementPorts } from "../../engine/statement/statement-ports.ts";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import type { Session } from "../session.ts";
import { showProblems } from "../show-failure.ts";
import { orderOptions, type SigningOptions } from "./signing-options.ts";

/** The flags of a command whose order is waited for. */
export interface SendOptions extends Omit<SigningOptions, "commit"> {
  /** False with `--no-wait`. */
  readonly wait: string | false;
}

/** Adds them to a command. */
export function sendOptions(command: Command): Command {
  return orderOptions(command)
    .option("--wait <duration>", "so long at most for the ledger to name the order", "1m")
    .option("--no-wait", "return once the order is published");
}

const everyMs = 1000;

/** Has an order signed and published, and returns when the ledger names it: only then does it count. */
export async function sendOrder(
  session: Session,
  options: SendOptions,
  sign: (ports: StatementPorts, by: Standing) => Promise<Result<StatementMade>>,
): Promise<number> {
  const seconds = options.wait === false ? 0 : parseDuration(options.wait);
  if (seconds === null)
    throw brevetError("ARGUMENT_INVALID", { what: "duration", value: `${options.wait}`, form: "30s or 5m" });
  const made = await standing(session, async ({ clone, ports, standing: by }) => {
    const signed = await sign({ ...ports, worktree: clone.worktree }, by);
    if (!signed.ok || seconds === 0) return signed;
    session.tell("Published. Waiting for the engine to take it up.");
    const { orderTaken } = await import("../../engine/person/order-taken.ts");
    const order = { digest: signed.value.digest, after: by.view.tip.seq };
    const last = ports.clock.now() + seconds * 1000;
    while (!(await orderTaken(ports, order, session))) {
      if (ports.clock.now() >= last) return fail([problem("ORDER_WAITS", { digest: order.digest })]);
      await pause(everyMs, undefined, { signal: session.signal });
    }
    return signed;
  });
  if (!made.ok) return showProblems(made.problems, session);
  session.show(made.value, (paint) => statementMadeText(made.value, paint));
  return exitCode.agreed;
}
