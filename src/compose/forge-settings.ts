import type { Config } from "../core/config/config.ts";
import type { ForgeSettings } from "../ports/forge-settings.ts";
import type { Clone } from "./clone.ts";
import { gitHubOf } from "./forge.ts";

/** How the forge that a configuration names is set up; null: it has no settings that can be asked for. */
export async function openForgeSettings(
  { place, clock }: Clone,
  config: Config,
  engine: string | null,
): Promise<ForgeSettings | null> {
  if (config.forge.kind !== "github") return null;
  const { gitHubSettings } = await import("../forge/github/settings/github-settings.ts");
  const { repository, id } = config.forge;
  return gitHubSettings({ repository, id, engine, ...gitHubOf(place.env) }, clock);
}
