import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { curl, describeWith, git, runit, sshKeygen } from "../needs.ts";
import { follow } from "./document/follow.ts";
import { sandbox, type Sandbox } from "./sandbox.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

let box: Sandbox;
let supervisor: ChildProcess;
let here: (text: string) => string;

beforeEach(async () => {
  box = sandbox("alice");
  const port = await freePort();
  const at = (path: string): string => join(box.folder, path);
  // The same host, below the sandbox, and without accounts of its own.
  here = (text) =>
    text
      .replaceAll(/(?<=^|[\s":=])\/(opt\/brevet|etc\/(?:brevet|sv|service)|var\/lib\/brevet)\b/gm, `${box.folder}/$1`)
      .replaceAll("git@git.acme.example:acme/access.git", at("server"))
      .replaceAll("chpst -u brevet ", "")
      .replaceAll("127.0.0.1:9464", `127.0.0.1:${port}`);
  for (const path of [
    "etc/brevet",
    "etc/sv",
    "etc/service",
    "var/lib/brevet/secrets",
    "opt/brevet/node_modules/brevet",
  ])
    mkdirSync(at(path), { recursive: true });
  symlinkSync(at(".bin"), at("opt/brevet/node_modules/.bin"));
  const shipped = at("opt/brevet/node_modules/brevet/deploy");
  cpSync(join(root, "deploy"), shipped, { recursive: true });
  for (const file of readdirSync(shipped, { recursive: true, withFileTypes: true }))
    if (file.isFile()) {
      const path = join(file.parentPath, file.name);
      writeFileSync(path, here(readFileSync(path, "utf8")));
    }
  await box.git(["init", "--quiet", "--bare", "server"]);
  await box.git(["clone", "--quiet", at("server"), ".home/access"]);
  await box.brevet(["init"], ".home/access");
  await box.git(["push", "--quiet", "origin", "main"], ".home/access");
  supervisor = spawn("runsvdir", [at("etc/service")], { env: box.env, stdio: "ignore" });
});

afterEach(async () => {
  supervisor.kill("SIGHUP"); // ends what it supervises too
  await once(supervisor, "close");
  while (await isSupervised()) await wait(100);
  box.remove();
});

/** Whether the service's supervisor still runs. */
async function isSupervised(): Promise<boolean> {
  const asked = spawn("sv", ["status", join(box.folder, "etc/sv/brevet")], { stdio: "ignore" });
  const [code] = (await once(asked, "close")) as [number];
  return code === 0;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

describeWith([git, sshKeygen, runit, curl], "docs/run-inside-your-network.md", () => {
  it("goes as it is written: a supervised engine, killed while a grant ends, is back and misses nothing", async () => {
    const document = readFileSync(join(root, "docs/run-inside-your-network.md"), "utf8");
    expect(await follow(here(document), { cwd: box.folder, env: box.env })).toEqual([]);
  });
});
