import { BrevetError } from "../core/problem/brevet-error.ts";
import { problemsAnnotations } from "../views/annotations/problems.ts";
import { readEvent } from "./event.ts";
import { readInputs } from "./inputs.ts";
import type { Job, Started } from "./job.ts";
import { openRunner, type Environment, type Runner } from "./runner.ts";

/** Does what the workflow asks for; answers the exit code. */
export async function start({ env, out, signal }: Started): Promise<number> {
  const runner = openRunner(env, out);
  try {
    const inputs = readInputs(env);
    const job: Job = { inputs, happened: await readEvent(env), runner, env, signal };
    return (await modeOf(job)) ? 0 : 1;
  } catch (error) {
    tellFailure(error, runner, env);
    return 1;
  }
}

async function modeOf(job: Job): Promise<boolean> {
  switch (job.inputs.mode) {
    case "check":
      return await (await import("./modes/check.ts")).check(job);
    case "comment":
      return await (await import("./modes/comment.ts")).comment(job);
    case "gate":
      return await (await import("./modes/gate.ts")).gate(job);
    case "verify":
      return await (await import("./modes/verify.ts")).verify(job);
    case "apply":
      return await (await import("./modes/apply.ts")).applyAlone(job);
    case "request":
      return await (await import("./modes/request.ts")).request(job);
  }
}

function tellFailure(error: unknown, runner: Runner, env: Environment): void {
  const isOurs = error instanceof BrevetError;
  const message = error instanceof Error ? error.message : String(error);
  const [code, next] = isOurs ? [error.code, error.next] : ["INTERNAL", "Run it again; if it goes on, report it."];
  runner.annotate(problemsAnnotations([{ code, severity: "error", message, next }]));
  if (env["RUNNER_DEBUG"] === "1" && error instanceof Error) runner.log(error.stack ?? message);
}
