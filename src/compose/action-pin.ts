import type { ActionPin } from "../engine/init/workflows/workflow.ts";

/** The Action that new workflows run: the newest release when this build was made. `npm run release-action` moves it on. */
export const actionPin: ActionPin = {
  repository: "brevet-access/brevet",
  commit: "247d875c892bfe77b83b807dd81470bd525f005c",
  version: "v0.1.0",
};
