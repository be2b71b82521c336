import type { Look } from "./look.ts";

/** The App that judges and merges, as it is installed in the organisation. */
export interface InstalledApp {
  /** The number that rulesets know it by: not that of its account. */
  readonly id: number;
  readonly slug: string;
  readonly permissions: { readonly [name: string]: string };
  readonly isEverywhere: boolean;
  readonly isSuspended: boolean;
}

/** The App whose account that is; null: there is none, or the token may not see what is installed. */
export async function findApp(look: Look, merger: number | null): Promise<InstalledApp | null> {
  if (merger === null) return null;
  const account = await look.one("whose account forge.merger is", "GET /user/{account_id}", { account_id: merger });
  const slug = account
    ?.get("login")
    .text()
    .replace(/\[bot\]$/, "");
  if (slug === undefined) return null;
  const { owner: org } = look.client;
  const installed = await look.all("which Apps are installed", "GET /orgs/{org}/installations", { org });
  const found = installed?.find((one) => one.get("app_slug").text() === slug);
  if (found === undefined) return null;
  return {
    id: found.get("app_id").number(),
    slug,
    permissions: found.get("permissions").texts(),
    isEverywhere: found.get("repository_selection").text() === "all",
    isSuspended: !found.get("suspended_at").isNull,
  };
}
