import { Command, CommanderError } from "commander";
import { completionCommand } from "./commands/completion.ts";
import type { Shell } from "./define.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/** Every command, in the order in which the help shows them. */
function program(shell: Shell): Command {
  const root = new Command("brevet")
    .description("Just-in-time access from a git repository: asked for, judged, agreed to, given, ended.")
    .version(version, "--version")
    .helpCommand("help [command]", "how a command is used, with an example")
    .showHelpAfterError("Add --help to see how it is used.");
  root.addCommand(completionCommand(shell));
  return root;
}

/** Parses the words and runs the command they name; answers the exit code. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.agreed;
  const root = program({ io, ended: (ended) => (code = ended) });
  for (const command of withSubcommands(root)) {
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  }
  try {
    await root.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.agreed : exitCode.wrongUse;
  }
  return code;
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
