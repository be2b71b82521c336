import { Command } from "commander";
import type { Shell } from "../../define.ts";
import { buildCommand } from "./build.ts";
import { checkCommand } from "./check.ts";
import { explainCommand } from "./explain.ts";
import { formatCommand } from "./fmt.ts";
import { newCommand } from "./new.ts";
import { replayCommand } from "./replay.ts";
import { testCommand } from "./test.ts";

/** `policy …`: rules compiled, looked at, tried, explained, and tried on the past. */
export function policyCommand(shell: Shell): Command {
  return new Command("policy")
    .description("compile, check, format, test and explain the rules, and try them on the past")
    .addCommand(buildCommand(shell))
    .addCommand(checkCommand(shell))
    .addCommand(formatCommand(shell))
    .addCommand(testCommand(shell))
    .addCommand(newCommand(shell))
    .addCommand(explainCommand(shell))
    .addCommand(replayCommand(shell));
}
