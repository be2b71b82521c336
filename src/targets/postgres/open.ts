import type { TargetOpener } from "../../ports/target.ts";
import { openReader } from "./reader.ts";
import { openTarget } from "./target.ts";

/** Opens postgres targets. */
export const opener: TargetOpener = {
  openReader: (context) => Promise.resolve(openReader(context)),
  openTarget: (context) => Promise.resolve(openTarget(context)),
};
