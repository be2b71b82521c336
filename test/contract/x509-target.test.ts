import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDoor } from "../../src/demo/door/door.ts";
import { makeServerIdentity } from "../../src/demo/door/server-identity.ts";
import { after } from "../../src/core/time/instant.ts";
import type { OpenContext } from "../../src/ports/target.ts";
import { createEndedList } from "../../src/targets/x509/ended-list.ts";
import { makeAuthority } from "../../src/targets/x509/make-authority.ts";
import { opener } from "../../src/targets/x509/open.ts";
import { traits } from "../../src/targets/x509/traits.ts";
import { keepOpen, knock } from "../fakes/tls-client.ts";
import type { Credentials } from "../fakes/tls-client.ts";
import { describeTarget, thisSecond } from "./target.ts";
import type { World } from "./target.ts";
import type { Given } from "../../src/core/grant/grant.ts";
import type { Assignment } from "../../src/core/plan/plan.ts";

describeTarget("x509 before a real TLS door", async () => {
  const folder = await mkdtemp(join(tmpdir(), "brevet-x509-"));
  const ended = join(folder, "ended");
  const now = thisSecond();
  const ca = await makeAuthority("test CA", after(now, -86_400), after(now, 86_400));
  await createEndedList(ended, ca.identity);
  const server = await makeServerIdentity();
  const rooms = new Map([["/", "readers"]]);
  const door = await openDoor({ ...server, ca: ca.certificate, ended, rooms });
  const keys = new Map<string, string>();

  const context: OpenContext = {
    config: {
      id: "door",
      kind: "x509",
      identity: ca.identity,
      mode: "enforce",
      privileged: [],
      options: { ca_cert: ca.certificate, ca_key: "file:door/ca.pem", ended: "ended" },
    },
    repositoryId: "0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10",
    folder,
    clock: { now: () => world.now },
    secret: () => Promise.resolve(ca.privateKey),
  };

  function credentials(given: Given, { publicKey }: Assignment): Credentials {
    const { text } = given.delivery as { readonly text: string };
    return { port: door.port, ca: server.cert, cert: text, key: keys.get(publicKey ?? "") ?? "" };
  }

  const world: World = {
    traits,
    target: await opener.openTarget(context),
    reader: await opener.openReader(context),
    identity: ca.identity,
    now,
    secrets: ca.privateKey.split("\n").filter((line) => line !== "" && !line.startsWith("-----")),
    rights: [{ groups: ["readers"] }, { groups: ["readers", "writers"] }],
    publicKey() {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const text = pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
      keys.set(text, pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
      return text;
    },
    works: async (given, assignment) => (await knock(credentials(given, assignment), "/")).startsWith("200 alice"),
    openSession: (given, assignment) => keepOpen(credentials(given, assignment), "/"),
    async contents() {
      const names = (await readdir(ended)).toSorted();
      return JSON.stringify(
        await Promise.all(names.map(async (name) => [name, await readFile(join(ended, name), "utf8")])),
      );
    },
    // A CA does not know what else it signed: there is nothing of others to see, so nothing to touch.
    giveByHand: () => Promise.resolve(null),
    breakDown: () => rename(ended, `${ended}.away`),
    repair: () => rename(`${ended}.away`, ended),
    async close() {
      await door.close();
      await rm(folder, { recursive: true });
    },
  };
  return world;
});
