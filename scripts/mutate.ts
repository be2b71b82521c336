import { existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { Stryker } from "@stryker-mutator/core";
import { toMutants } from "./mutation/report.ts";
import type { Report } from "./mutation/report.ts";
import { toSurvivors, toVerdict } from "./mutation/verdict.ts";
import type { SurvivorGroup } from "./mutation/verdict.ts";

/**
 * Changes the code that decides, plans and records, and asks whether a test notices:
 * `npm run mutate` for every module, `npm run mutate -- core/plan engine/apply` for some,
 * `--fresh` to forget earlier runs, `--print` to print what survived as JSON, for survivors.json.
 */
const modules = [
  "core/statement",
  "core/decision",
  "core/plan",
  "core/ledger",
  "forge/plain",
  "engine/admit",
  "engine/apply",
];
const least = 90;
const listFile = "test/mutation/survivors.json";

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = asked.filter((module) => !modules.includes(module));
if (unknown.length > 0) {
  console.error(`No such module: ${unknown.join(", ")}. There are ${modules.join(", ")}.`);
  process.exit(2);
}

const survivors = toSurvivors(JSON.parse(readFileSync(listFile, "utf8")) as readonly SurvivorGroup[]);
mkdirSync(".cache/mutation", { recursive: true });

function filesOf(module: string): string[] {
  return globSync([`src/${module}/**/*.ts`, `src/${module}.ts`]).map((file) => file.split(path.sep).join("/"));
}

async function mutate(module: string): Promise<boolean> {
  const files = filesOf(module);
  const name = module.replaceAll("/", "-");
  const incrementalFile = `.cache/mutation/${name}.json`;
  const fileName = `reports/mutation/${name}.json`;
  process.env["BREVET_MUTATE"] = module;
  await new Stryker({
    testRunner: "vitest",
    mutate: files,
    coverageAnalysis: "perTest",
    concurrency: 2,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName },
    incremental: true,
    incrementalFile,
    force: process.argv.includes("--fresh"),
    ignorePatterns: ["dist", "docs", "coverage", ".cache"],
    tempDirName: ".stryker-tmp",
    allowEmpty: false,
    vitest: { configFile: "vitest.mutation.config.ts" },
  }).runMutationTest();
  if (!existsSync(fileName)) throw new Error(`no report for ${module}`);

  const mutants = toMutants(JSON.parse(readFileSync(fileName, "utf8")) as Report);
  const listed = survivors.filter((survivor) => files.includes(survivor.file));
  const verdict = toVerdict(mutants, listed, least);
  console.log(
    `${module}: ${verdict.killed} of ${verdict.counted} killed, ${verdict.percent.toFixed(1)} % (at least ${least} %)`,
  );
  for (const { file, line, mutator, original, replacement } of verdict.unlisted) {
    console.log(
      process.argv.includes("--print")
        ? `${JSON.stringify({ file, original, replacement, reason: "" })},`
        : `  survived, not listed: ${file}:${line} ${mutator}\n    - ${original}\n    + ${replacement}`,
    );
  }
  for (const { file, original } of verdict.stale) console.log(`  listed, but killed or gone: ${file}: ${original}`);
  for (const { file, original } of verdict.unexplained) console.log(`  listed without a reason: ${file}: ${original}`);
  return verdict.ok;
}

let ok = true;
for (const module of asked.length > 0 ? asked : modules) ok = (await mutate(module)) && ok;
process.exitCode = ok ? 0 : 1;
