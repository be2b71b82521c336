import process from "node:process";
import { parseArgs } from "node:util";
import { full, small } from "./counts.ts";
import { openPlace } from "./place/place.ts";
import { rows } from "./rows.ts";
import { isKept, toLines, toMarkdown, type Tried } from "./table.ts";
import { tryRow } from "./try-row.ts";

/** Tries every fault: `npm run faults`, some rows of it: `npm run faults -- session tables`. --small: on a small scale. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: "boolean" }, seed: { type: "string" } },
});
const unknown = positionals.filter((name) => !rows.has(name));
if (unknown.length > 0) {
  console.error(`No such row: ${unknown.join(", ")}. There are ${[...rows.keys()].join(", ")}.`);
  process.exit(2);
}

const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const counts = { ...(values.small === true ? small : full), seed };
const all: Tried[] = [];
await using place = await openPlace(counts.crowd, true);
if (place === null) {
  console.error("There is no PostgreSQL here, and npm brought none for this machine.");
  process.exit(3);
}
for (const [name, row] of rows) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const tried = await tryRow(row, place, counts);
  all.push(tried);
  console.log(`\n${toLines(tried).join("\n")}`);
}
console.log(`\n${toMarkdown(all)}`);
process.exitCode = all.every(isKept) ? 0 : 1;
