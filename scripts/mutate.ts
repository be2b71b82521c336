import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs, styleText } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { isOf, modules } from "./mutation/modules.ts";
import type { Module } from "./mutation/modules.ts";
import { slowPlaces, toMutants } from "./mutation/report.ts";
import type { Report } from "./mutation/report.ts";
import { openScratch } from "./mutation/scratch.ts";
import { toSummary } from "./mutation/summary.ts";
import type { Measured } from "./mutation/summary.ts";
import { toSurvivors, toVerdict } from "./mutation/verdict.ts";
import type { MutationVerdict, SurvivorGroup } from "./mutation/verdict.ts";

/**
 * Changes the code that decides, plans and records, and asks whether a test notices:
 * `npm run mutate` for every module, `npm run mutate -- core/plan engine/apply` for some, and
 * `npm run mutate -- src/core/plan/guard.ts` or `src/core/plan/guard.ts:10-30` for a file or some lines while working on
 * them, which judges nothing. `--fresh` forgets earlier runs, `--print` prints what survived as JSON, for the module's file
 * in test/mutation/survivors, `--concurrency 1` leaves half of a small machine to others. `--quick`, for files, leaves out
 * what is settled when a file loads, each of which costs a fresh start.
 */
const least = 90;
const { values: flags, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    concurrency: { type: "string", default: "2" },
    fresh: { type: "boolean", default: false },
    print: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
});

const isLines = (text: string): boolean => text.startsWith("src/");
const unknown = asked.filter((text) => !modules.some((module) => text === module.name || isOf(module, text)));
if (unknown.length > 0) {
  console.error(`No such module: ${unknown.join(", ")}. There are ${modules.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const scratch = openScratch();
mkdirSync(".cache/mutation", { recursive: true });

/** One run of Stryker over these files and lines. */
async function run(
  name: string,
  places: readonly string[],
  how: ConstructorParameters<typeof Stryker>[0],
): Promise<Report> {
  const fileName = `reports/mutation/${name}.json`;
  rmSync(fileName, { force: true });
  await new Stryker({
    testRunner: "vitest",
    mutate: [...places],
    coverageAnalysis: "perTest",
    timeoutMS: 20_000,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName },
    ignorePatterns: ["dist", "docs", "coverage", ".cache", "reports"],
    tempDirName: scratch,
    allowEmpty: false,
    vitest: { configFile: "vitest.mutation.config.ts", related: false },
    ...how,
  }).runMutationTest();
  return JSON.parse(readFileSync(fileName, "utf8")) as Report;
}

async function mutate(module: Module, lines: readonly string[]): Promise<MutationVerdict> {
  const own = globSync(`src/${module.name}/**/*.ts`).map((file) => file.split(path.sep).join("/"));
  const files = [...own, ...(module.shares ?? [])];
  const name = module.name.replaceAll("/", "-");
  process.env["BREVET_MUTATE"] = module.name;
  const first = await run(name, lines.length > 0 ? lines : files, {
    concurrency: Number(flags.concurrency),
    incremental: lines.length === 0,
    incrementalFile: `.cache/mutation/${name}.json`,
    force: flags.fresh,
    ignoreStatic: flags.quick && lines.length > 0,
  });
  // On a busy machine a test that is slow kills nothing: what only took too long is asked again, alone.
  const slow = slowPlaces(first);
  const again = slow.length === 0 ? undefined : await run(`${name}-slow`, slow, { concurrency: 1 });
  const listed = JSON.parse(readFileSync(`test/mutation/survivors/${name}.json`, "utf8")) as readonly SurvivorGroup[];
  return toVerdict(toMutants(first, again), toSurvivors(listed), least);
}

function tell({ unlisted, stale, unexplained }: MutationVerdict): void {
  for (const { file, line, mutator, original, replacement } of unlisted) {
    console.log(
      flags.print
        ? `${file}:${line} ${JSON.stringify([original, replacement])},`
        : `  survived, not listed: ${file}:${line} ${mutator}\n    - ${original}\n    + ${replacement}`,
    );
  }
  for (const { file, original } of stale) console.log(`  listed, but killed or gone: ${file}: ${original}`);
  for (const { file, original } of unexplained) console.log(`  listed without a reason: ${file}: ${original}`);
}

const measured: Measured[] = [];
for (const module of modules) {
  const lines = asked.filter((text) => isOf(module, text));
  if (asked.length > 0 && lines.length === 0 && !asked.includes(module.name)) continue;
  try {
    const verdict = await mutate(module, lines);
    tell(lines.length > 0 ? { ...verdict, stale: verdict.stale.filter(({ file }) => lines.includes(file)) } : verdict);
    measured.push({ module: module.name, verdict });
  } catch (error) {
    console.error(error);
    measured.push({ module: module.name, verdict: null });
  }
}
console.log(`\n${toSummary(measured, least)}`);
const ok = measured.every(({ verdict }) => verdict?.ok === true);
if (!ok && !asked.some(isLines)) console.error(styleText("red", "Not every module holds."));
process.exitCode = ok || asked.some(isLines) ? 0 : 1;
