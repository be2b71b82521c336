import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import pg from "pg";

// Stands in for psql on machines that have none: those of its flags that the story types, and no others.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quiet: { type: "boolean", short: "q" },
    "tuples-only": { type: "boolean", short: "t" },
    "no-align": { type: "boolean", short: "A" },
    command: { type: "string", short: "c" },
    file: { type: "string", short: "f" },
  },
});

const client = new pg.Client({ connectionString: positionals[0] ?? "" });
const failed =
  (code: number) =>
  (error: unknown): never => {
    process.stderr.write(`psql: error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(code);
  };
client.on("error", failed(2));
await client.connect().catch(failed(2));
const text = values.command ?? readFileSync(values.file ?? "", "utf8");
const results = [await client.query({ text, rowMode: "array" }).catch(failed(1))].flat();
for (const row of results.flatMap(({ rows }) => rows as unknown[][])) process.stdout.write(`${row.join("|")}\n`);
await client.end();
