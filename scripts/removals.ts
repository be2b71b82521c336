import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { remove } from "./removals/remove.ts";
import { removals, type Removal } from "./removals/removals.ts";
import { sortTests, type Came, type TestReport } from "./removals/report.ts";

/**
 * Takes each protection out of a copy of the code, one at a time, and asks whether its test notices:
 * `npm run removals`, or `npm run removals -- witness` for those whose name begins so. Exit code 1: one was not noticed.
 */
const root = path.resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(path.join(tmpdir(), "brevet-removals-"));
process.on("exit", () => {
  rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

/** A copy of what tests run on; what they only read, and do not change, is the repository's own. */
function copy(name: string): string {
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  const own = new Set(["src", "test", "package.json", "tsconfig.json", "vitest.config.ts"]);
  const left = new Set([".git", ".cache", "reports", "coverage", "dist"]);
  for (const entry of readdirSync(root)) {
    const [from, to] = [path.join(root, entry), path.join(folder, entry)];
    if (own.has(entry)) cpSync(from, to, { recursive: true });
    else if (!left.has(entry)) symlinkSync(from, to);
  }
  return folder;
}

/** Runs one file's tests of those titles. */
async function run(folder: string, { test, title }: Pick<Removal, "test" | "title">): Promise<Came> {
  const report = path.join(folder, "came.json");
  rmSync(report, { force: true });
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const pattern = title.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const project = test.split("/")[1] ?? "";
  const args = ["run", test, "--project", project, "-t", pattern, "--reporter=json", `--outputFile=${report}`];
  const child = spawn(process.execPath, [vitest, ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  await new Promise((resolve) => child.on("close", resolve));
  try {
    return sortTests(JSON.parse(readFileSync(report, "utf8")) as TestReport);
  } catch {
    throw new Error(`the tests of ${test} did not run: ${said.slice(-2000)}`);
  }
}

interface Tried {
  readonly removal: Removal;
  /** The test that noticed; null: none did. */
  readonly by: string | null;
  readonly why: string;
}

/** Whether the test passes as it is, and fails without the protection. */
async function attempt(removal: Removal, folder: string): Promise<Tried> {
  const file = path.join(folder, removal.file);
  const whole = readFileSync(file, "utf8");
  const changed = remove(whole, removal);
  const before = await run(folder, removal);
  if (before.passed.length === 0 || before.failed.length + before.broken.length > 0)
    return { removal, by: null, why: before.passed.length === 0 ? "no test has that title" : "it fails anyway" };
  writeFileSync(file, changed);
  const after = await run(folder, removal);
  writeFileSync(file, whole);
  const [by = null] = after.failed;
  return { removal, by, why: after.broken.length > 0 ? "the changed code cannot run" : "no test noticed" };
}

const [asked = ""] = process.argv.slice(2);
const chosen = removals.filter(({ protection }) => protection.startsWith(asked));
const waiting = [...chosen];
const tried = new Map<Removal, Tried>();
const worker = async (name: string): Promise<void> => {
  const folder = copy(name);
  for (let removal = waiting.shift(); removal !== undefined; removal = waiting.shift())
    tried.set(removal, await attempt(removal, folder));
};
await Promise.all(["one", "two"].map(worker));

const rows = chosen.flatMap((removal) => tried.get(removal) ?? []);
console.log("| protection | without it | noticed by |\n| --- | --- | --- |");
for (const { removal, by, why } of rows)
  console.log(`| ${removal.protection} | ${removal.edit} | ${by ?? `**${why}**`} |`);
const missed = rows.filter(({ by }) => by === null);
console.log(`\n${rows.length - missed.length} of ${rows.length} noticed.`);
process.exitCode = missed.length === 0 && rows.length > 0 ? 0 : 1;
