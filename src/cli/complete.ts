import type { Command } from "commander";
import type { Io } from "./io.ts";

/** What a shell is answered that asks how a half-typed line may go on (`brevet complete -- request pay`). */
export async function answerShell(root: Command, words: readonly string[], io: Io): Promise<void> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  const completions = tab(root, { completionCommandName: "completion" });
  const names = words[2] === "request" && !(words.at(-1) ?? "").startsWith("-") ? await entitlementNames(io) : [];
  completions.commands.get("request")?.argument("entitlement", (complete) => {
    for (const name of names) complete(name, "");
  });
  await root.parseAsync(words, { from: "user" });
}

/** Every entitlement of the catalog around this folder; none where there is none, because a shell wants no error. */
async function entitlementNames(io: Io): Promise<readonly string[]> {
  try {
    const { openClone } = await import("../compose/clone.ts");
    const { kinds } = await import("../compose/kinds.ts");
    const { workRules } = await import("../engine/check-work.ts");
    const { entitlements } = await import("../core/catalog/entitlements.ts");
    await using clone = await openClone({ ...io, repo: null }, io);
    const rules = await workRules({ worktree: clone.worktree, kinds }, io);
    return rules.ok ? entitlements(rules.value.catalog).map(({ name }) => name) : [];
  } catch {
    return [];
  }
}
