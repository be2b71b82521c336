import type { ActionPin } from "../engine/init/workflows/workflow.ts";

/** The Action that new workflows run: the newest release when this build was made. `npm run release-action` moves it on. */
export const actionPin: ActionPin = {
  repository: "brevet-access/brevet",
  commit: "a87dd90656229362548b722184a032a0fd8b6600",
  version: "v0.1.0",
};
