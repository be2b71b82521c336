import { spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/**
 * Runs one of the Go tools of tools/, built from its own module: `node scripts/tool.ts opa version`.
 * Exit code 3 means that Go is missing, so nothing was run.
 */
const root = path.resolve(import.meta.dirname, "..");
const [name, ...args] = process.argv.slice(2);
const tools = readdirSync(path.join(root, "tools"));

if (name === undefined || !tools.includes(name)) {
  console.error(`Usage: node scripts/tool.ts ${tools.join("|")} [ARGUMENT…]`);
  process.exit(2);
}

// Asked from the tool's own module, which builds it when needed; run from here, so that relative paths keep their meaning.
const built = spawnSync("go", ["tool", "-n", name], {
  cwd: path.join(root, "tools", name),
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off", GOTOOLCHAIN: "local" },
});
if (built.error !== undefined) {
  console.error(`Left out: ${name}. It needs Go (see tools/${name}/go.mod), and there is no go on the PATH.`);
  process.exit(3);
}
if (built.status !== 0) process.exit(built.status ?? 1);

spawn(built.stdout.trim(), args, { stdio: "inherit" }).on("close", (code) => {
  process.exitCode = code ?? 1;
});
