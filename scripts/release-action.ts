import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { actionPin } from "../src/compose/action-pin.ts";

/*
 * Releases the Action (docs/adr/0023): one commit that adds what is built of HEAD, with HEAD's dates, so that whoever builds the
 * same commit gets the same id; on it, one that takes it away again and pins the first. The branch is moved onto both;
 * nothing is tagged or pushed.
 */
const root = path.join(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "brevet-action-"));
const index = { GIT_INDEX_FILE: path.join(folder, "index") };

function git(args: readonly string[], over: { readonly input?: string; readonly env?: object } = {}): string {
  const { input = "", env = {} } = over;
  return execFileSync("git", args, { cwd: root, encoding: "utf8", input, env: { ...process.env, ...env } }).trim();
}

try {
  if (git(["status", "--porcelain", "--untracked-files=no"]) !== "")
    throw new Error("commit what is changed here first: a release is built from a commit");
  // Without it no changed rules are accepted.
  execFileSync(process.execPath, ["scripts/toolchain.ts"], { cwd: root, stdio: "inherit" });
  const version = process.env["npm_package_version"] ?? "";
  const from = git(["rev-parse", "HEAD"]);
  const built = path.join(root, "dist/action");
  rmSync(built, { recursive: true, force: true });
  execFileSync(process.execPath, ["scripts/bundle.ts", "--only", "action"], { cwd: root, stdio: "inherit" });
  for (const name of ["package.json", "dist/toolchain.json", "dist/toolchain.wasm"])
    cpSync(path.join(root, "toolchain", name), path.join(built, "node_modules/brevet-toolchain", name));
  git(["read-tree", from], { env: index });
  git(["add", "--force", "dist/action"], { env: index });
  const words = `Build the Action ${version}\n\nFrom ${from}, by npm run release-action.`;
  const release = commit(words, from, nobodyAt(git(["show", "-s", "--format=%cI", from])));
  git(["read-tree", from], { env: index });
  pin(release);
  const pins = `Pin the Action ${version}\n\nNew workflows run the release of the commit before this one, which is taken away here again.`;
  git(["merge", "--quiet", "--ff-only", commit(pins, release, {})]);
  console.log(release);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function commit(message: string, parent: string, env: object): string {
  return git(["commit-tree", git(["write-tree"], { env: index }), "-p", parent, "-m", message], { env });
}

/** A release bears no maker's name: it is the same whoever makes it. */
function nobodyAt(date: string): object {
  const roles = ["AUTHOR", "COMMITTER"].flatMap((role) => [
    [`GIT_${role}_NAME`, "Brevet"],
    [`GIT_${role}_EMAIL`, "brevet@users.noreply.github.com"],
    [`GIT_${role}_DATE`, date],
  ]);
  return Object.fromEntries(roles) as object;
}

/** Writes the release's id wherever the last one's stands. */
function pin(release: string): void {
  for (const name of git(["grep", "--name-only", "-F", actionPin.commit, "HEAD", "--"]).split("\n")) {
    const file = name.slice("HEAD:".length);
    const text = `${git(["show", `HEAD:${file}`]).replaceAll(actionPin.commit, release)}\n`;
    const blob = git(["hash-object", "-w", "--stdin"], { input: text });
    git(["update-index", "--cacheinfo", `100644,${blob},${file}`], { env: index });
  }
}
