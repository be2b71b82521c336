import { Command, CommanderError } from "commander";
import { commands } from "./commands.ts";
import type { Shell } from "./define.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { version } from "../compose/version.ts";

/** Parses the words and runs the command they name; answers the exit code. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.agreed;
  const root = await program({ io, ended: (ended) => (code = ended) }, words[0] ?? "");
  for (const command of withSubcommands(root)) {
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  }
  try {
    if (words[0] === "complete") await (await import("./complete.ts")).answerShell(root, words, io);
    else await root.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.agreed : exitCode.wrongUse;
  }
  return code;
}

/** The program with the one command that was named, or with all: for its help, and to answer a misspelt one. */
export async function program(shell: Shell, named: string): Promise<Command> {
  const root = new Command("brevet")
    .description("Just-in-time access from a git repository: asked for, judged, agreed to, given, ended.")
    .version(version, "--version")
    .helpCommand("help [command]", "how a command is used, with an example")
    .showHelpAfterError("Add --help to see how it is used.");
  for (const [name, load] of commands) {
    const isWanted = commands.has(named) ? name === named : named !== "complete" || name !== "completion";
    if (isWanted) root.addCommand((await load())(shell));
  }
  return root;
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
