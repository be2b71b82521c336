import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Given } from "../../src/core/grant/grant.ts";
import type { Assignment } from "../../src/core/plan/plan.ts";
import { openDoor } from "../../src/demo/door/door.ts";
import { makeServerIdentity } from "../../src/demo/door/server-identity.ts";
import { opener } from "../../src/targets/x509/open.ts";
import { traits } from "../../src/targets/x509/traits.ts";
import { keepOpen, knock } from "../fakes/tls-client.ts";
import type { Credentials } from "../fakes/tls-client.ts";
import { keyPair, x509Site } from "../fakes/x509.ts";
import { describeTarget, thisSecond } from "./target.ts";
import type { World } from "./target.ts";

describeTarget("x509 before a real TLS door", async () => {
  const now = thisSecond();
  const { folder, ended, ca, context } = await x509Site(() => now);
  const server = await makeServerIdentity();
  const rooms = new Map([["/", "readers"]]);
  const door = await openDoor({ ...server, ca: ca.certificate, ended, rooms });
  const keys = new Map<string, string>();

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
      const { publicKey, privateKey } = keyPair();
      keys.set(publicKey, privateKey);
      return publicKey;
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
