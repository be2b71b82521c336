import { readFileSync } from "node:fs";
import { get } from "node:https";
import { parseArgs } from "node:util";

// Stands in for curl on machines that have none: those of its flags that the story types, and no others.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: "boolean", short: "s" },
    "show-error": { type: "boolean", short: "S" },
    "no-buffer": { type: "boolean", short: "N" },
    cacert: { type: "string" },
    cert: { type: "string" },
    key: { type: "string" },
  },
});

function text(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readFileSync(file, "utf8");
}

const options = { ca: text(values.cacert), cert: text(values.cert), key: text(values.key), agent: false } as const;
const failed = (error: Error): void => {
  process.stderr.write(`curl: (56) ${error.message}\n`);
  process.exitCode = 56;
};
get(positionals[0] ?? "", options, (response) => {
  response.on("error", failed).pipe(process.stdout);
}).on("error", failed);
