import type { Notifiers } from "../ports/notifier.ts";
import type { Clone } from "./clone.ts";
import { secretReader } from "./secrets.ts";

/** Opens notifiers, each with its own secret alone. owners: all that secrets may serve, by the rules in force. */
export function openNotifiers(clone: Clone, owners: readonly string[]): Notifiers {
  const read = secretReader(clone, owners);
  return {
    async open(config) {
      const { openNotifier } = await import("../notify/open-notifier.ts");
      return openNotifier(config, () => read(config.url, config.id));
    },
  };
}
