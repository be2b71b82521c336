import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { embeddedServer, systemServer } from "../src/demo/database/find-server.ts";

const root = path.resolve(import.meta.dirname, "..");

/** Something of the machine that some tests cannot do without, and how to get it. */
export interface Need {
  readonly what: string;
  readonly install: string;
  readonly present: boolean;
}

/** A program on the PATH. */
export function program(name: string, install: string): Need {
  const found = (process.env["PATH"] ?? "").split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return { what: name, install, present: found };
}

/** What the suites ask of a machine; `.ci/run` brings all of it. */
export const git: Need = program("git", "apt-get install git");
export const sshKeygen: Need = program("ssh-keygen", "apt-get install openssh-client");
export const openssl: Need = program("openssl", "apt-get install openssl");
export const embeddedPostgres: Need = {
  what: "the PostgreSQL that npm brings",
  install: "npm ci on Linux, macOS or Windows",
  present: embeddedServer() !== null,
};
export const systemPostgres: Need = {
  what: "the system's own PostgreSQL",
  install: "apt-get install postgresql",
  present: systemServer() !== null,
};
export const psql: Need = program("psql", "apt-get install postgresql-client");
export const loopbacks: Need = {
  what: "addresses of this machine alone beside 127.0.0.1",
  install: "run them on Linux",
  present: process.platform === "linux",
};
export const toolchain: Need = {
  what: "the Rego toolchain",
  install: "npm run toolchain, which needs Go 1.26 or newer",
  present: existsSync(path.join(root, "toolchain/dist/toolchain.wasm")),
};
export const runit: Need = program("runsvdir", "apt-get install runit");
export const curl: Need = program("curl", "apt-get install curl");
export const systemdAnalyze: Need = program("systemd-analyze", "apt-get install systemd");
export const history: Need = {
  what: "the history of this repository",
  install: "clone it whole, or git fetch --unshallow",
  present: existsSync(path.join(root, ".git")) && !existsSync(path.join(root, ".git/shallow")),
};
export const go: Need = program("go", "install Go 1.26 or newer");

/**
 * The one way to skip: the same as describe where every need is met. Elsewhere the whole group is skipped and the
 * end of the run says why; with BREVET_REQUIRE_ALL=1 it fails instead.
 */
export function describeWith(needs: readonly Need[], title: string, body: () => void): void {
  const missing = needs.filter((need) => !need.present);
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const reason = missing.map((need) => `${need.what} (${need.install})`).join(", ");
  if (process.env["BREVET_REQUIRE_ALL"] === "1") {
    it(`${title} needs ${reason}`, () => {
      expect.unreachable(`missing: ${reason}`);
    });
    return;
  }
  describe.skip(`${title} [needs ${reason}]`, body);
}
