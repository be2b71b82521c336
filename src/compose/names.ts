import type { Config } from "../core/config/config.ts";
import { readConfig } from "../core/config/read-config.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Git, ObjectId } from "../ports/git.ts";
import { kinds } from "../targets/registry.ts";

/** How this clone's branches are called, before any of them is believed. */
export interface Names {
  readonly main: string;
  readonly ledger: string;
  readonly remote: string | null;
}

const published = ["refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/heads/main"];

/**
 * The configuration that main shows, unproved: good for names, and for what a person's clone pins on first use. Read
 * from commits, never from the work tree, and first from what others published. Null where none can be read.
 */
export async function shownConfig(git: Git, options: CallOptions): Promise<Config | null> {
  const shown = await git.resolveRefs(published, options);
  for (const commit of new Set(published.map((ref) => shown.get(ref) ?? null))) {
    const config = await configAt(git, commit, options);
    if (config !== null) return config;
  }
  return await configAt(git, await git.resolve("HEAD", options), options);
}

async function configAt(git: Git, commit: ObjectId | null, options: CallOptions): Promise<Config | null> {
  // A ref may name what a clone lacks: then another has to do.
  if (commit === null || (await git.resolve(commit, options)) === null) return null;
  const file = (await git.read(commit, ["brevet.yaml"], options)).get("brevet.yaml");
  const config = file === undefined ? null : readConfig(file.bytes, kinds);
  return config?.ok === true ? config.value : null;
}

/** The names that a configuration gives; where it cannot be read, those that `init` gives, so that ends go on. */
export async function namesOf(config: Config | null, git: Git, options: CallOptions): Promise<Names> {
  if (config !== null) return { main: config.branch, ledger: config.ledger.branch, remote: config.forge.remote };
  const hasOrigin = (await git.resolve("refs/remotes/origin/main", options)) !== null;
  return { main: "main", ledger: "ledger/1", remote: hasOrigin ? "origin" : null };
}
