import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { begun } from "./toolchain/begun.ts";
import { hinted } from "./toolchain/hinted.ts";
import { sectionsOf, toModule } from "./toolchain/sections.ts";

/**
 * Builds the Rego toolchain, toolchain/dist/, from the Go module in toolchain/: once for its sources, whatever is asked
 * for afterwards. With --if-possible it says what was left out where there is no fitting Go, and goes on.
 */
const ifPossible = process.argv.includes("--if-possible") && process.env["BREVET_REQUIRE_ALL"] !== "1";
const module = path.resolve(import.meta.dirname, "../toolchain");
const dist = path.join(module, "dist");
const sources = readdirSync(module)
  .filter((name) => name === "go.mod" || name === "go.sum" || (name.endsWith(".go") && !name.endsWith("_test.go")))
  .toSorted();

/** What makes a module of what Go gives. It changes nothing in what the module answers. */
const making = [
  "../src/policy/toolchain/instance.ts",
  ...["begun", "hinted", "sections"].map((name) => `toolchain/${name}.ts`),
];
/** As much as the module uses before it looks for what it needs no longer (toolchain/memory.go), and what it begins with. */
const pages = 8192;

const digest = digestOf(sources.map((name) => path.join(module, name)));
const made = digestOf(["toolchain.ts", ...making].map((name) => path.join(import.meta.dirname, name)));

if (builtFrom() !== digest + made) build();

function digestOf(files: readonly string[]): string {
  const whole = files.reduce((hash, file) => {
    const bytes = readFileSync(file);
    return hash.update(`${path.basename(file)} ${bytes.length}\n`).update(bytes);
  }, createHash("sha256"));
  return `sha256-${whole.digest("base64url")}`;
}

/** The sources of what is there, and what made it of them. */
function builtFrom(): string | null {
  const [about, wasm] = [path.join(dist, "toolchain.json"), path.join(dist, "toolchain.wasm")];
  if (!existsSync(about) || !existsSync(wasm)) return null;
  const known = JSON.parse(readFileSync(about, "utf8")) as { readonly module: string; readonly made?: string };
  return known.module + (known.made ?? "");
}

function build(): void {
  console.log("Building the Rego toolchain …");
  const wasm = path.join(dist, "toolchain.wasm.built");
  mkdirSync(dist, { recursive: true });
  // The same sources give the same bytes, wherever they lie and whoever builds them.
  const flags = ["-trimpath", "-buildvcs=false", "-buildmode=c-shared", "-ldflags=-w -buildid="];
  const built = spawnSync("go", ["build", ...flags, "-o", wasm, "."], {
    cwd: module,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      GOOS: "wasip1",
      GOARCH: "wasm",
      GOFLAGS: "-mod=readonly",
      GOWORK: "off",
      GOTOOLCHAIN: "local",
    },
  });
  if (built.error !== undefined || built.status !== 0) {
    console.log("Left out: the Rego toolchain. It needs Go (see toolchain/go.mod).");
    process.exit(ifPossible ? 0 : 1);
  }
  const opa = /open-policy-agent\/opa v(?<version>\S+)/.exec(readFileSync(path.join(module, "go.mod"), "utf8"));
  const bytes = toModule(hinted(begun(sectionsOf(readFileSync(wasm)), pages)));
  put("toolchain.wasm", bytes); // as it is: a package is packed anyway, and to unpack it costs each command 0.15 s
  put(
    "toolchain.json",
    `${JSON.stringify({
      opa: opa?.groups?.["version"],
      module: digest,
      made,
      wasm: `sha256-${createHash("sha256").update(bytes).digest("base64url")}`,
    })}\n`,
  );
  rmSync(wasm);
}

/** Whole or not at all: a test may read it meanwhile. */
function put(name: string, bytes: string | Uint8Array): void {
  const file = path.join(dist, name);
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}
