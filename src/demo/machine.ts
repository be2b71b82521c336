import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What of the machine the story cannot do without, in words; empty where all is there. */
export function whatIsMissing(): readonly string[] {
  const missing: string[] = [];
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(printed("git", ["--version"])) ?? []).map(Number);
  if (major < 2 || (major === 2 && minor < 38)) missing.push("git 2.38 or newer");
  if (spawnSync("ssh-keygen", ["-?"]).error !== undefined) missing.push("ssh-keygen (OpenSSH's client)");
  return missing;
}

function printed(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** A PATH on which `brevet` is this build, and `curl` speaks TLS 1.3; answers whether that is the machine's own. */
export async function makePath(folder: string): Promise<{ readonly path: string; readonly ownCurl: boolean }> {
  await mkdir(folder);
  await wrap(join(folder, "brevet"), "../cli/main");
  const ownCurl = / (?:OpenSSL|quictls|BoringSSL|LibreSSL\/[3-9]|GnuTLS|rustls)/.test(printed("curl", ["--version"]));
  if (!ownCurl) await wrap(join(folder, "curl"), "./curl");
  if (printed("psql", ["--version"]) === "") await wrap(join(folder, "psql"), "./psql");
  return { path: [folder, process.env["PATH"] ?? ""].join(delimiter), ownCurl };
}

/** A program that runs a module of this build, with the Node that runs this; what it compiled is kept for the next. */
async function wrap(path: string, module: string): Promise<void> {
  const source = import.meta.filename.endsWith(".ts");
  const main = fileURLToPath(new URL(`${module}${source ? ".ts" : ".js"}`, import.meta.url));
  const conditions = source ? "--conditions=development " : "";
  const cache = `NODE_COMPILE_CACHE='${path}.cache'`;
  await writeFile(path, `#!/bin/sh\n${cache} exec '${process.execPath}' ${conditions}'${main}' "$@"\n`, {
    mode: 0o755,
  });
}
