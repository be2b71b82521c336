import type { Changes } from "../ports/changes.ts";
import type { Clone } from "./clone.ts";
import { gitHubOf } from "./forge.ts";

/** The desk at which this repository's changes are talked about and merged; null: its forge has none. */
export async function openChanges({ shown, place }: Clone): Promise<Changes | null> {
  if (shown?.forge.kind !== "github") return null;
  const { githubChanges } = await import("../forge/github/github-changes.ts");
  const { repository, id } = shown.forge;
  return githubChanges({ repository, id, main: shown.branch, ...gitHubOf(place.env) });
}
