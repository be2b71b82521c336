import type { NotifierConfig } from "../core/config/config.ts";
import type { Notifier } from "../ports/notifier.ts";
import { poster } from "./post.ts";
import { toSlack } from "./to-slack.ts";

/** The notifier of a configuration. address: reads its secret. */
export function openNotifier({ id, kind }: NotifierConfig, address: () => Promise<string>): Notifier {
  return poster({ id, address, form: kind === "slack" ? toSlack : (notice) => notice });
}
