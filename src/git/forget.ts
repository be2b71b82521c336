import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectId } from "../ports/git.ts";
import type { Clone } from "./find-clone.ts";
import { checkObjectId } from "./names.ts";

/** Takes away objects that stand in files of their own; what is in a pack stays there. */
export async function forget({ objects }: Pick<Clone, "objects">, ids: readonly ObjectId[]): Promise<void> {
  for (const id of ids) checkObjectId(id);
  await Promise.all(ids.map((id) => rm(join(objects, id.slice(0, 2), id.slice(2)), { force: true })));
}
