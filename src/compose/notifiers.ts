import type { Notifiers } from "../ports/notifier.ts";
import type { Clone } from "./clone.ts";
import { secretsFolder } from "./folders.ts";
import { readSecret } from "./secrets.ts";

/** Opens notifiers, each with its own secret alone. owners: all that secrets may serve, by the rules in force. */
export function openNotifiers({ place, worktree }: Clone, owners: readonly string[]): Notifiers {
  const folder = secretsFolder(place.env, worktree.gitDirectory);
  return {
    async open(config) {
      const { openNotifier } = await import("../notify/open-notifier.ts");
      const known = [...new Set([...owners, config.id])];
      return openNotifier(config, () => readSecret(config.url, config.id, known, { folder, env: place.env }));
    },
  };
}
