import { finding, type Finding } from "../../../core/problem/finding.ts";
import type { SettledBy } from "../../../ports/forge-settings.ts";
import type { InstalledApp } from "./app.ts";
import type { Look } from "./look.ts";

/** What the App has to be allowed: to write the ledger and merge, to ask for reviews and comment, to say what was judged, to see who passed rules by. */
const needed: { readonly [permission: string]: string } = {
  contents: "write",
  pull_requests: "write",
  statuses: "write",
  metadata: "read",
  actions: "read",
  administration: "read",
};

/** What it may be allowed beside that: to start workflows, to see members. */
const allowed: { readonly [permission: string]: string } = {
  ...needed,
  actions: "write",
  checks: "write",
  members: "read",
};

/** Whether there is an App, for this repository alone, that may do what it needs and nothing else. */
export function checkApp(look: Look, { config }: SettledBy, app: InstalledApp | null): readonly Finding[] {
  const merger = config.forge.kind === "github" ? config.forge.merger : null;
  if (app === null) {
    const isUnseen = merger !== null && look.unseen.length > 0;
    return isUnseen ? [] : [finding("GITHUB_APP_MISSING", "forge", { merger }, merger === null ? "warning" : "error")];
  }
  const { slug, permissions } = app;
  const has = (name: string, level: string): boolean =>
    permissions[name] === level || (level === "read" && permissions[name] === "write");
  const missing = Object.entries(needed)
    .filter(([name, level]) => !has(name, level))
    .map(([name, level]) => `${name}: ${level}`);
  const more = Object.entries(permissions)
    .filter(([name, level]) => allowed[name] !== "write" && allowed[name] !== level)
    .map(([name, level]) => `${name}: ${level}`);
  return [
    ...(app.isSuspended ? [finding("GITHUB_APP_SUSPENDED", "forge", { slug })] : []),
    ...(missing.length > 0 ? [finding("GITHUB_APP_NARROW", "forge", { slug, missing })] : []),
    ...(more.length > 0 || app.isEverywhere
      ? [finding("GITHUB_APP_WIDE", "forge", { slug, more, everywhere: app.isEverywhere }, "warning")]
      : []),
  ];
}
