import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { brevetError } from "../core/problem/brevet-error.ts";

/** The process's environment, as far as anything reads it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a command was called: the folder, the repository that was named, if one was, and the environment. */
export interface Place {
  readonly cwd: string;
  readonly repo: string | null;
  readonly env: Environment;
}

/** The root of the access repository: the folder named, else the nearest one above that holds `brevet.yaml`. */
export async function findRoot({ cwd, repo }: Place): Promise<string> {
  if (repo !== null) {
    const root = resolve(cwd, repo);
    if (await holdsConfig(root)) return root;
    throw brevetError("REPOSITORY_MISSING", { folder: root });
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (await holdsConfig(folder)) return folder;
    if (folder === dirname(folder)) throw brevetError("REPOSITORY_MISSING", { folder: cwd });
  }
}

async function holdsConfig(folder: string): Promise<boolean> {
  return access(join(folder, "brevet.yaml")).then(
    () => true,
    () => false,
  );
}
