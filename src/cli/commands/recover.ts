import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { judging } from "../open/judging.ts";
import { showProblems } from "../show-failure.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { orderOptions, type SigningOptions } from "../sign/signing-options.ts";

interface Options extends Omit<SigningOptions, "commit"> {
  readonly at?: string;
  readonly trust?: readonly string[];
  readonly distrust?: readonly string[];
}

/** `recover`: owners of the rules let the ledger go on from its last good event. */
export function recoverCommand(shell: Shell): Command {
  const command = define<Options>(
    shell,
    {
      name: "recover",
      does: "(rules owners) let the ledger go on from its last good event, after a foreign tail or a stolen engine key",
      example: "brevet recover\nbrevet recover --at 41 --distrust SHA256:… --trust SHA256:…",
    },
    async (session, _words, { at, trust = [], distrust = [], key, yes }) => {
      const order = { seq: at === undefined ? null : sequence(at), trust: keys(trust), distrust: keys(distrust) };
      const made = await judging(session, async ({ clone, ports }) => {
        const { recover } = await import("../../engine/statement/recover.ts");
        const confirm = confirmSigning(session, yes === true);
        const all = { ...ports, worktree: clone.worktree };
        return await recover(all, order, { keyFile: key ?? null }, confirm, session);
      });
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => statementMadeText(made.value, paint));
      return exitCode.agreed;
    },
  )
    .option("--at <seq>", "the sequence of the last good event (default: the last one that verifies)")
    .option("--trust <fingerprint...>", "engine keys that count from now on")
    .option("--distrust <fingerprint...>", "engine keys that count no more, such as a stolen one");
  return orderOptions(command);
}

function sequence(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw brevetError("ARGUMENT_INVALID", {
    what: "sequence",
    value: text,
    form: "a number, as brevet audit verify tells it",
  });
}

function keys(texts: readonly string[]): readonly string[] {
  const odd = texts.find((text) => !/^SHA256:[A-Za-z0-9+/]{43}$/.test(text));
  if (odd === undefined) return texts;
  throw brevetError("ARGUMENT_INVALID", {
    what: "key's fingerprint",
    value: odd,
    form: "SHA256:…, as ssh-keygen -l shows it",
  });
}
