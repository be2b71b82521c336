import { Command } from "commander";
import type { Io } from "./io.ts";
import { openSession, type CommonOptions, type Session } from "./session.ts";
import { showError } from "./show-failure.ts";

/** What a command does once its words are parsed: answers the exit code. */
export type Action<Options> = (session: Session, args: readonly string[], options: Options) => Promise<number>;

/** Adds commands to the program; each ends by telling its exit code. */
export interface Shell {
  readonly io: Io;
  readonly ended: (code: number) => void;
}

/** A command with the flags that all have, a worked example, and one way to fail. */
export function define<Options>(
  shell: Shell,
  about: { readonly name: string; readonly does: string; readonly example: string },
  action: Action<Options & CommonOptions>,
): Command {
  return commonOptions(new Command(about.name))
    .description(about.does)
    .addHelpText("after", `\nExample:\n${about.example.replaceAll(/^/gm, "  ")}`)
    .action(async (...given: unknown[]) => {
      const options = given.at(-2) as Options & CommonOptions;
      const args = given
        .slice(0, -2)
        .flat()
        .filter((arg) => typeof arg === "string");
      const session = openSession(shell.io, options);
      try {
        shell.ended(await action(session, args, options));
      } catch (error) {
        shell.ended(showError(error, session));
      }
    });
}

function commonOptions(command: Command): Command {
  return command
    .option("--repo <dir>", "the access repository (default: the one around this folder)")
    .option("--json", "one JSON object on standard output, nothing else there")
    .option("--quiet", "no progress on standard error")
    .option("--no-color", "no colours (also NO_COLOR)");
}
