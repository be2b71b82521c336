import { existsSync, globSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import type { Case } from "./line.ts";
import { isMissed, toTable } from "./table.ts";

/** Measures dist/ against its peers: `npm run bench`, or `npm run bench -- check ledger` for some cases. */
const here = import.meta.dirname;

if (!existsSync(path.join(here, "../dist/cli/main.js"))) {
  console.error("There is no dist/ to measure. Run: npm run build");
  process.exit(2);
}

const asked = process.argv.slice(2);
const files = globSync("cases/*.ts", { cwd: here }).toSorted();
const names = files.map((file) => path.basename(file, ".ts"));
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No such case: ${unknown.join(", ")}. There are ${names.join(", ")}.`);
  process.exit(2);
}

let missed = 0;
for (const file of files.filter((_, index) => asked.length === 0 || asked.includes(names[index] ?? ""))) {
  const { default: measured } = (await import(path.join(here, file))) as { default: Case };
  console.log(`\n${measured.name}`);
  const result = await measured.run();
  if ("leftOut" in result) {
    console.log(`  left out: ${result.leftOut}`);
    continue;
  }
  for (const row of toTable(result)) console.log(`  ${row}`);
  missed += result.filter(isMissed).length;
}

console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} targets are missed.`);
process.exitCode = missed === 0 ? 0 : 1;
