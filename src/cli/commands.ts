import type { Command } from "commander";
import type { Shell } from "./define.ts";

type Load = () => Promise<(shell: Shell) => Command>;

/** Every command, in the order in which the help shows them; each is loaded when it is needed. */
export const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ["init", async () => (await import("./commands/init.ts")).initCommand],
  ["request", async () => (await import("./commands/request.ts")).requestCommand],
  ["check", async () => (await import("./commands/check.ts")).checkCommand],
  ["approve", async () => (await import("./commands/approve.ts")).approveCommand],
  ["object", async () => (await import("./commands/object.ts")).objectCommand],
  ["lift", async () => (await import("./commands/lift.ts")).liftCommand],
  ["done", async () => (await import("./commands/done.ts")).doneCommand],
  ["revoke", async () => (await import("./commands/revoke.ts")).revokeCommand],
  ["review", async () => (await import("./commands/review.ts")).reviewCommand],
  ["thaw", async () => (await import("./commands/thaw.ts")).thawCommand],
  ["recover", async () => (await import("./commands/recover.ts")).recoverCommand],
  ["abandon", async () => (await import("./commands/abandon.ts")).abandonCommand],
  ["credentials", async () => (await import("./commands/credentials.ts")).credentialsCommand],
  ["status", async () => (await import("./commands/status.ts")).statusCommand],
  ["plan", async () => (await import("./commands/plan.ts")).planCommand],
  ["apply", async () => (await import("./commands/apply.ts")).applyCommand],
  ["audit", async () => (await import("./commands/audit.ts")).auditCommand],
  ["doctor", async () => (await import("./commands/doctor.ts")).doctorCommand],
  ["policy", async () => (await import("./commands/policy/policy.ts")).policyCommand],
  ["codeowners", async () => (await import("./commands/codeowners.ts")).codeownersCommand],
  ["prune", async () => (await import("./commands/prune.ts")).pruneCommand],
  ["demo", async () => (await import("./commands/demo.ts")).demoCommand],
  ["completion", async () => (await import("./commands/completion.ts")).completionCommand],
]);
