import { brevetError } from "../core/problem/brevet-error.ts";
import { personalEnvironment } from "./environment.ts";
import { runGit, type GitPlace } from "./run-git.ts";

/** Where a clone keeps what; all paths absolute. */
export interface Clone {
  readonly gitDirectory: string;
  readonly objects: string;
  readonly objectFormat: "sha1" | "sha256";
  /** The remote that promised what was left out of a partial clone. */
  readonly promisor: string | null;
  /** Some history or some files are left out. */
  readonly isIncomplete: boolean;
}

/** The oldest git that tells the tree of a merge (git merge-tree --write-tree). */
const OLDEST = [2, 38] as const;

/** Finds the clone that a folder lies in; git's own check of its owner included. */
export async function findClone(folder: string, signal: AbortSignal): Promise<Clone> {
  const place: GitPlace = { before: ["-C", folder], environment: personalEnvironment(), isIncomplete: false };
  await checkVersion(place, signal);
  const asked = ["--git-dir", "--git-path", "objects"];
  const told = await runGit(
    place,
    ["rev-parse", "--path-format=absolute", ...asked, "--show-object-format", "--is-shallow-repository"],
    { signal, accept: [0, 128] },
  );
  if (told.code !== 0) throw brevetError("GIT_NO_REPOSITORY", { folder, said: told.said });
  const lines = told.output.toString().split("\n");
  const [gitDirectory = "", objects = "", format = "", shallow = ""] = lines;
  const promised = await runGit(place, ["config", "--get-regexp", "^remote\\..*\\.promisor$"], {
    signal,
    accept: [0, 1],
  });
  const promisor = /^remote\.(.+)\.promisor true$/m.exec(promised.output.toString())?.[1] ?? null;
  return {
    gitDirectory,
    objects,
    objectFormat: format === "sha256" ? "sha256" : "sha1",
    promisor,
    isIncomplete: shallow === "true" || promisor !== null,
  };
}

async function checkVersion(place: GitPlace, signal: AbortSignal): Promise<void> {
  const { output } = await runGit(place, ["--version"], { signal });
  const found = /\d+\.\d+(?:\.\d+)*/.exec(output.toString())?.[0] ?? "unknown";
  const [major = 0, minor = 0] = found.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) throw brevetError("GIT_TOO_OLD", { found });
}
