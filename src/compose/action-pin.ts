import type { ActionPin } from "../engine/init/workflows/workflow.ts";

/** The Action that new workflows run: the newest release when this build was made. `npm run release-action` moves it on. */
export const actionPin: ActionPin = {
  repository: "brevet-access/brevet",
  commit: "942caf2618b009e78e9a9bc8d74eda0b582c2d24",
  version: "v0.1.0",
};
