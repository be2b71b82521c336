import type { Command } from "commander";
import { brevetError } from "../../core/problem/brevet-error.ts";
import type { Digest } from "../../core/json/digest.ts";
import { statementMadeText } from "../../views/text/statement-made.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { standing } from "../open/standing.ts";
import { showProblems } from "../show-failure.ts";
import { confirmSigning } from "../sign/confirm-signing.ts";
import { signingOptions, toSigning, type SigningOptions } from "../sign/signing-options.ts";

/** `lift`: takes back one's own objection, or, for rules owners, a standing revocation. */
export function liftCommand(shell: Shell): Command {
  const command = define<SigningOptions>(
    shell,
    {
      name: "lift",
      does: "take back your objection, or (rules owners) a standing revocation, by its digest",
      example: "brevet lift sha256-7Yw0zZ9mC1rD6n0S5k8b2Qe4XvUuTtRrPpOoNnMmLlK",
    },
    async (session, [digest = ""], options) => {
      if (!isDigest(digest)) {
        throw brevetError("ARGUMENT_INVALID", {
          what: "statement's digest",
          value: digest,
          form: "sha256-…, as brevet object showed it",
        });
      }
      const made = await standing(session, async ({ clone, ports, standing: by }) => {
        const { lift } = await import("../../engine/statement/lift.ts");
        const confirm = confirmSigning(session, options.yes === true);
        const all = { ...ports, worktree: clone.worktree };
        return await lift(all, by, digest, toSigning(options), confirm, session);
      });
      if (!made.ok) return showProblems(made.problems, session);
      session.show(made.value, (paint) => statementMadeText(made.value, paint));
      return exitCode.agreed;
    },
  ).argument("<digest>", "the digest of the statement");
  return signingOptions(command);
}

function isDigest(text: string): text is Digest {
  return /^sha256-[A-Za-z0-9_-]{43}$/.test(text);
}
