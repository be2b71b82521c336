import { Argument, type Command } from "commander";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";

/** `completion`: the script that completes commands, flags and entitlements in a shell. */
export function completionCommand(shell: Shell): Command {
  const command = define(
    shell,
    {
      name: "completion",
      does: "print the script that completes commands, flags and entitlements in your shell",
      example: "source <(brevet completion bash)",
    },
    async (_session, [name = "bash"]) => {
      const { default: tab } = await import("@bomb.sh/tab");
      tab.setup("brevet", "brevet", name);
      return exitCode.agreed;
    },
  );
  return command.addArgument(new Argument("<shell>", "your shell").choices(["bash", "zsh", "fish"]));
}
