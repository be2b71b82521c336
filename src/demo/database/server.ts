import { execFileSync, spawn, spawnSync } from "node:child_process";
import type { ChildProcess, SpawnOptions } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ServerPrograms } from "./find-server.ts";

/** A PostgreSQL server of one's own, on a socket in a private folder: no port, nothing of the machine's is used. */
export interface DatabaseServer {
  readonly major: number;
  /** The folder of the socket. */
  readonly host: string;
  /** Its log, as a file. */
  readonly log: string;
  /** The address for a login, on one of its databases. */
  url(user: string, password: string, database?: string): string;
  /** The superuser's address. */
  readonly superuser: string;
  /** Stops it at once, as a crash does. */
  crash(): Promise<void>;
  /** Starts it again. */
  start(): Promise<void>;
  /** Its first process; null while it is stopped. */
  pid(): number | null;
  /** Stops it for good, and deletes all of it. An end of this process does so too. */
  close(): Promise<void>;
}

/** Makes one and starts it; throws where this machine cannot. `settings`: server settings beside the usual ones. */
export async function startDatabaseServer(
  found: ServerPrograms,
  settings: Readonly<Record<string, string>> = {},
): Promise<DatabaseServer> {
  const host = mkdtempSync(join(realpathSync(tmpdir()), "brevet-pg-"));
  const account = unprivileged();
  if (account !== null) chownSync(host, account.uid, account.gid);
  const password = randomBytes(16).toString("hex");
  const log = join(host, "log");
  let running: ChildProcess | null = null;
  const remove = (): void => {
    process.off("exit", remove);
    if (running !== null) quit(running);
    // It deletes this file last; nothing can be awaited here, for the process may be at its end.
    for (let tries = 0; running !== null && tries < 200 && existsSync(join(host, "data/postmaster.pid")); tries += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
    running = null;
    rmSync(host, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", remove);
  try {
    const { bin, env } = prepare(found, host, account);
    const options: SpawnOptions = { env, cwd: host, ...account };
    await initialise(join(bin, "initdb"), host, password, options, (child) => (running = child));
    const given = { ...usual, unix_socket_directories: host, ...settings };
    const flags = Object.entries(given).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const start = async (): Promise<void> => {
      const out = openSync(log, "a");
      running = spawn(join(bin, "postgres"), ["-D", join(host, "data"), ...flags], {
        ...options,
        detached: true,
        stdio: ["ignore", out, out],
      });
      await untilReady(join(host, ".s.PGSQL.5432"), running);
    };
    const crash = async (): Promise<void> => {
      if (running === null) return;
      const over = once(running, "exit");
      quit(running);
      await over;
      running = null;
    };
    await start();
    return {
      major: found.major,
      host,
      log,
      url: (user, secret, database = "postgres") => toUrl(host, user, secret, database),
      superuser: toUrl(host, "postgres", password, "postgres"),
      start,
      crash,
      pid: () => running?.pid ?? null,
      async close() {
        await crash();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Small, quick, and on the socket alone. What is in it is gone when it stops: nothing waits for the disk. */
const usual = {
  listen_addresses: "",
  port: "5432",
  shared_buffers: "16MB",
  max_connections: "50",
  fsync: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum: "off",
} as const;

/** PostgreSQL runs as nobody where everything else runs as root: it refuses root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The programs where that account can run them, and their environment. */
function prepare(
  { bin, libraries }: ServerPrograms,
  host: string,
  account: { readonly uid: number; readonly gid: number } | null,
): { readonly bin: string; readonly env: NodeJS.ProcessEnv } {
  const env: NodeJS.ProcessEnv = { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };
  if (libraries === null) return { bin, env };
  const links = join(host, "lib");
  mkdirSync(links);
  let native = join(bin, "..");
  const reachable = spawnSync(join(bin, "postgres"), ["--help"], { cwd: "/", stdio: "ignore", ...account });
  if (reachable.error !== undefined) {
    native = join(host, "native");
    cpSync(join(bin, ".."), native, { recursive: true });
  }
  for (const { source, target } of libraries.links) {
    symlinkSync(join(native, "lib", basename(source)), join(links, basename(target)));
  }
  const path = `${links}:${join(native, "lib")}`;
  return { bin: join(native, "bin"), env: { ...env, LD_LIBRARY_PATH: path, DYLD_LIBRARY_PATH: path } };
}

async function initialise(
  initdb: string,
  host: string,
  password: string,
  options: SpawnOptions,
  begun: (child: ChildProcess) => void,
): Promise<void> {
  const file = join(host, "password");
  writeFileSync(file, password, { mode: 0o644 });
  const args = ["-D", join(host, "data"), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", file];
  const flags = ["--no-sync", "-E", "UTF8", "--no-locale", "--no-instructions"];
  const child = spawn(initdb, [...args, ...flags], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  begun(child);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<unknown>((resolve) => child.once("error", resolve).once("close", resolve));
  rmSync(file);
  if (code !== 0) throw new Error(`initdb: ${code instanceof Error ? code.message : said.trim()}`);
}

async function untilReady(socket: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error("postgres ended at its start");
    if (await accepts(socket)) return;
    await setTimeout(10);
  }
  throw new Error("postgres did not become ready");
}

/** Whether it answers a request for TLS, which it does once it lets anybody in; before, it sends an error or nothing. */
function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("connect", () => socket.write(startup));
    socket.on("data", (answer) => {
      socket.destroy();
      resolve(answer[0] === "R".charCodeAt(0));
    });
    socket.on("error", () => {
      resolve(false);
    });
    socket.on("close", () => {
      resolve(false);
    });
  });
}

/** The beginning of a login as `postgres`: a server that is ready asks for the password (`R`), another says why not. */
const startup = ((): Buffer => {
  const body = Buffer.from("\0\x03\0\0user\0postgres\0\0", "latin1");
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
})();

function toUrl(host: string, user: string, password: string, database: string): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${login}@/${encodeURIComponent(database)}?host=${encodeURIComponent(host)}`;
}

/** Ends it at once, frozen or not; it takes its own processes and shared memory along. */
function quit({ pid }: ChildProcess): void {
  try {
    if (pid === undefined) return;
    process.kill(pid, "SIGQUIT");
    process.kill(pid, "SIGCONT");
  } catch {
    // It has ended by itself.
  }
}
