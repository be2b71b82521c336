import type { Config } from "../core/config/config.ts";
import { plainForge } from "../forge/plain/plain-forge.ts";
import type { Forge } from "../ports/forge.ts";
import type { Clone } from "./clone.ts";
import type { Environment } from "./place.ts";

/** The forge that a configuration names. GitHub's own is loaded where it is named, and asked where something is proved. */
export async function openForge({ git, place }: Clone, config: Config | null): Promise<Forge> {
  if (config?.forge.kind !== "github") return plainForge(git);
  const { githubForge } = await import("../forge/github/github-forge.ts");
  const { repository, id, merger } = config.forge;
  return githubForge(git, { repository, id, merger, main: config.branch, ...gitHubOf(place.env) });
}

/** Where GitHub answers, and the token to ask with: as GitHub's own workflows and tools name them. */
export function gitHubOf(env: Environment): { readonly token: string | null; readonly apiUrl: string } {
  const token = env["GITHUB_TOKEN"] ?? env["GH_TOKEN"] ?? "";
  return { token: token === "" ? null : token, apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com" };
}
