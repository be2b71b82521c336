import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

/*
 * Makes the commit that workflows name (docs/adr/0020): what is checked out here, with the Action built from it. Its only
 * parent is HEAD and its dates are HEAD's, so that whoever builds the same commit gets the same id. Prints it; nothing is
 * tagged or pushed.
 */
const root = path.join(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "brevet-action-"));

const git = (...args: readonly string[]): string =>
  execFileSync("git", args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, GIT_INDEX_FILE: path.join(folder, "index"), ...whenAndWho },
  }).trim();
const whenAndWho: Record<string, string> = {};

try {
  if (git("status", "--porcelain", "--untracked-files=no") !== "" && git("diff", "HEAD", "--name-only") !== "")
    throw new Error("commit what is changed here first: a release is built from a commit");
  const date = git("show", "-s", "--format=%cI", "HEAD");
  const version = process.env["npm_package_version"] ?? "";
  for (const role of ["AUTHOR", "COMMITTER"])
    Object.assign(whenAndWho, {
      [`GIT_${role}_NAME`]: "Brevet",
      [`GIT_${role}_EMAIL`]: "brevet@users.noreply.github.com",
      [`GIT_${role}_DATE`]: date,
    });
  execFileSync(process.execPath, ["scripts/bundle.ts", "--only", "action"], { cwd: root, stdio: "inherit" });
  const toolchain = path.join(root, "toolchain");
  if (!existsSync(path.join(toolchain, "dist/toolchain.wasm.gz")))
    throw new Error("build the toolchain first (npm run toolchain): without it no changed rules are accepted");
  const place = path.join(root, "dist/action/node_modules/brevet-toolchain");
  for (const name of ["package.json", "dist"])
    cpSync(path.join(toolchain, name), path.join(place, name), { recursive: true });
  git("read-tree", "HEAD");
  git("add", "--force", "dist/action");
  const message = `Build the Action ${version}\n\nFrom ${git("rev-parse", "HEAD")}, by npm run release-action.`;
  console.log(git("commit-tree", git("write-tree"), "-p", "HEAD", "-m", message));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
