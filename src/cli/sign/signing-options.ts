import type { Command } from "commander";
import type { Signing } from "../../engine/statement/statement-ports.ts";

/** The flags of every command that signs. */
export interface SigningOptions {
  readonly key?: string;
  /** False with `--no-commit`. */
  readonly commit: boolean;
  readonly yes?: boolean;
}

/** Adds them to a command. */
export function signingOptions(command: Command): Command {
  return orderOptions(command).option("--no-commit", "only write the statement into the work tree");
}

/** The same, for a command whose statement goes out as an order. */
export function orderOptions(command: Command): Command {
  return command
    .option("--key <file>", "sign with this SSH key (default: git's user.signingkey, else the agent's)")
    .option("--yes", "do not ask");
}

/** What they say. */
export function toSigning({ key, commit }: SigningOptions): Signing {
  return { keyFile: key ?? null, commit };
}
