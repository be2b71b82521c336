import { spawn } from "node:child_process";

/** Runs every static check, side by side, and fails when one of them does. `npm run lint -- --fix` repairs what it can. */
const fix = process.argv.includes("--fix");

const checks: readonly (readonly [name: string, ...args: string[]])[] = [
  ["eslint", "--cache", "--cache-location", ".cache/eslint/", "--max-warnings=0", ...(fix ? ["--fix"] : []), "."],
  [
    "prettier",
    fix ? "--write" : "--check",
    "--cache",
    "--cache-location=.cache/prettier",
    "--log-level=warn",
    "--ignore-unknown",
    ".",
  ],
  ["depcruise", "--config", "dependency-cruiser.config.ts", "--output-type", "err", "src"],
];

function run([name, ...args]: readonly [name: string, ...args: string[]]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) console.error(`lint: ${name} failed`);
      resolve(code ?? 1);
    });
  });
}

const codes = await Promise.all(checks.map(run));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
