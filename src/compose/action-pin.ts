import type { ActionPin } from "../engine/init/workflows/workflow.ts";

/** The Action that new workflows run: the newest release when this build was made. `npm run release-action` moves it on. */
export const actionPin: ActionPin = {
  repository: "brevet-access/brevet",
  commit: "c611aa6b561a69c1cca562238a19b6c56a3e7438",
  version: "v0.1.0",
};
