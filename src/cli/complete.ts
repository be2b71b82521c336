import type { Command } from "commander";

/** What a shell is answered that asks how a half-typed line may go on (`brevet complete -- …`). */
export async function answerShell(
  root: Command,
  words: readonly string[],
  entitlements: readonly string[],
): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  const completions = tab(root, { completionCommandName: "completion" });
  completions.commands.get("request")?.argument("entitlement", (complete) => {
    for (const entitlement of entitlements) complete(entitlement, "");
  });
  await root.parseAsync(words, { from: "user" });
}
