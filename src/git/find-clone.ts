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
  const asked = ["--git-dir", "--git-path", "objects", "--show-object-format", "--is-shallow-repository"];
  // All at once: each is a process of its own, and none of them waits for another.
  const [version, told, promised] = [
    runGit(place, ["--version"], { signal }),
    runGit(place, ["rev-parse", "--path-format=absolute", ...asked], { signal, accept: [0, 128] }),
    runGit(place, ["config", "--get-regexp", "^remote\\..*\\.promisor$"], { signal, accept: [0, 1] }),
  ];
  const settled = Promise.allSettled([version, told, promised]);
  try {
    checkVersion((await version).output.toString());
    const { code, output, said } = await told;
    if (code !== 0) throw brevetError("GIT_NO_REPOSITORY", { folder, said });
    return toClone(output.toString(), (await promised).output.toString());
  } finally {
    await settled;
  }
}

function toClone(told: string, promised: string): Clone {
  const [gitDirectory = "", objects = "", format = "", shallow = ""] = told.split("\n");
  const promisor = /^remote\.(.+)\.promisor true$/m.exec(promised)?.[1] ?? null;
  return {
    gitDirectory,
    objects,
    objectFormat: format === "sha256" ? "sha256" : "sha1",
    promisor,
    isIncomplete: shallow === "true" || promisor !== null,
  };
}

function checkVersion(told: string): void {
  const found = /\d+\.\d+(?:\.\d+)*/.exec(told)?.[0] ?? "unknown";
  const [major = 0, minor = 0] = found.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) throw brevetError("GIT_TOO_OLD", { found });
}
