import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeActor } from "./actor.ts";
import { attacks } from "./chapters/attacks.ts";
import { begin } from "./chapters/begin.ts";
import { critical } from "./chapters/critical.ts";
import { database } from "./chapters/database.ts";
import { history } from "./chapters/history.ts";
import { lowTier } from "./chapters/low-tier.ts";
import { rooms } from "./company.ts";
import { openDoor } from "./door/door.ts";
import type { Door } from "./door/door.ts";
import { openDatabase } from "./database/prepare.ts";
import { makeServerIdentity } from "./door/server-identity.ts";
import { makePath } from "./machine.ts";
import { parts } from "./scene.ts";
import type { Part, Scene } from "./scene.ts";
import type { Actor } from "./actor.ts";
import type { Stage } from "./stage.ts";

/** Tells the whole story in a folder of its own. */
export async function tell(stage: Stage, folder: string, fast: boolean): Promise<void> {
  const { path, ownCurl } = await makePath(join(folder, "bin"));
  const setting = { homes: join(folder, "people"), folder: join(folder, "acme-access"), path };
  await mkdir(setting.homes);
  const people = {} as Record<Part, Actor>;
  for (const name of parts) people[name] = await makePerson(name, setting);
  const identity = await makeServerIdentity();
  await writeFile(join(folder, "door.pem"), identity.cert);
  if (!ownCurl)
    stage.say("(This machine's curl does not speak TLS 1.3: a stand-in takes the few flags that are typed here.)");

  const repository = setting.folder;
  const engine = await makeActor("engine", setting);
  let door: Door | null = null;
  const opening = openDatabase();
  try {
    const runMs = await begin({ stage, people, engine, repository }, opening);
    const server = await opening;
    door = await openDoor({ ...identity, ...(await theirSide(repository)), rooms });
    const scene: Scene = { stage, people, engine, repository, door: `https://localhost:${door.port}` };
    // Long enough to take a certificate and go in, on a slow machine too.
    const leaseSeconds = (fast ? 3 : 4) + Math.ceil((2 * runMs) / 1000);
    await lowTier(scene, leaseSeconds);
    if (typeof server !== "string") await database(scene, server, leaseSeconds);
    await critical(scene);
    await attacks(scene);
    await history(scene);
  } finally {
    stage.close();
    await door?.close();
    const server = await opening;
    if (typeof server !== "string") await server.close();
  }
}

/** What a door needs of an access repository: its CA, and its list of ended certificates. */
async function theirSide(repository: string): Promise<{ readonly ca: string; readonly ended: string }> {
  const [, base64 = ""] = /ca_cert: (\S+)/.exec(await readFile(join(repository, "brevet.yaml"), "utf8")) ?? [];
  const lines = base64.replace(/.{64}/g, "$&\n").trimEnd();
  const ca = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return { ca, ended: join(repository, ".git/brevet/door/ended") };
}

async function makePerson(name: Part, setting: Parameters<typeof makeActor>[1]): Promise<Actor> {
  const actor = await makeActor(name, setting);
  const key = join(actor.home, ".ssh/id_ed25519");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", `${name}@acme.example`, "-f", key]);
  return actor;
}
