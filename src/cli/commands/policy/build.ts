import type { Command } from "commander";
import { policyBuiltText } from "../../../views/text/policy.ts";
import { define, type Shell } from "../../define.ts";
import { exitCode } from "../../exit-code.ts";
import { compiling } from "../../open/compiling.ts";
import { showProblems } from "../../show-failure.ts";

/** `policy build`: what the rules give, written beside them. */
export function buildCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "build",
      does: "compile policies/ and write policy.wasm, explain.wasm, annotations.json and policy.lock.json",
      example: "brevet policy build && git diff --stat",
    },
    async (session) => {
      const report = await compiling(session, async (ports) => {
        const { buildPolicy } = await import("../../../engine/build-policy.ts");
        session.tell("Compiling the rules …");
        return await buildPolicy(ports, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => policyBuiltText(report.value));
      return exitCode.agreed;
    },
  );
}
