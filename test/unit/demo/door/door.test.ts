import { cp, rename, rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Given } from "../../../../src/core/grant/grant.ts";
import { after } from "../../../../src/core/time/instant.ts";
import type { Door } from "../../../../src/demo/door/door.ts";
import { openDoor } from "../../../../src/demo/door/door.ts";
import type { ServerIdentity } from "../../../../src/demo/door/server-identity.ts";
import { makeServerIdentity } from "../../../../src/demo/door/server-identity.ts";
import type { Target } from "../../../../src/ports/target.ts";
import { opener } from "../../../../src/targets/x509/open.ts";
import { thisSecond } from "../../../contract/target.ts";
import { keepOpen, knock, resume } from "../../../fakes/tls-client.ts";
import type { Credentials } from "../../../fakes/tls-client.ts";
import { anHour, grant, keyPair, x509Site } from "../../../fakes/x509.ts";
import type { X509Site } from "../../../fakes/x509.ts";

const options = { signal: AbortSignal.timeout(60_000) };
const now = thisSecond();
const key = keyPair();
const rooms = new Map([
  ["/reports", "readers"],
  ["/customers", "writers"],
]);

let site: X509Site;
let target: Target;
let door: Door;
let server: ServerIdentity;
beforeEach(async () => {
  // The engine's clock runs an hour behind, so that it may issue what the door finds expired.
  site = await x509Site(() => after(now, -3600));
  target = await opener.openTarget(site.context);
  server = await makeServerIdentity();
  door = await openDoor({ ...server, ca: site.ca.certificate, ended: site.ended, rooms });
});
afterEach(async () => {
  await door.close();
  await rm(site.folder, { recursive: true });
});

async function given(fromSeconds: number, untilSeconds: number): Promise<Given> {
  const window = { from: after(now, fromSeconds), until: after(now, untilSeconds), publicKey: key.publicKey };
  return await target.ensure(grant, anHour(now, window), null, options);
}

function shown({ delivery }: Given): Credentials {
  const { text } = delivery as { readonly text: string };
  return { port: door.port, ca: server.cert, cert: text, key: key.privateKey };
}

function end({ ref, until }: Given): Promise<void> {
  return target.end({ target: "door", principal: "alice", rights: {}, until, ref, grant }, options);
}

it.each([
  { name: "in its window", from: 0, until: 3600, path: "/reports", expected: "200 alice is in /reports\n" },
  { name: "before its window", from: 60, until: 3600, path: "/reports", expected: "403 CERT_NOT_YET_VALID\n" },
  { name: "after its window", from: -60, until: -1, path: "/reports", expected: "403 CERT_HAS_EXPIRED\n" },
  {
    name: "for another room",
    from: 0,
    until: 3600,
    path: "/customers",
    expected: "403 /customers needs the group writers\n",
  },
  { name: "for no room", from: 0, until: 3600, path: "/", expected: "403 there is nothing behind /\n" },
])("a certificate $name: $expected", async ({ from, until, path, expected }) => {
  expect(await knock(shown(await given(from, until)), path)).toBe(expected);
});

it("lets nobody in without a certificate", async () => {
  expect(await knock({ port: door.port, ca: server.cert }, "/reports")).toBe("403 NO_CERTIFICATE\n");
});

it("lets nobody in with a certificate of another CA", async () => {
  const other = await x509Site(() => now);
  const stranger = await (
    await opener.openTarget(other.context)
  ).ensure(grant, anHour(now, { publicKey: key.publicKey }), null, options);
  expect(await knock(shown(stranger), "/reports")).toMatch(/^403 /);
  await rm(other.folder, { recursive: true });
});

it("lets nobody in with a certificate that has ended early", async () => {
  const early = await given(0, 3600);
  await end(early);
  // The door may learn of it in the middle of a knock, and closes then; from the next one on it says why.
  await expect.poll(() => knock(shown(early), "/reports")).toBe("403 CERT_ENDED\n");
});

it("S34 a connection outlives its certificate's window, and is cut when the end is listed", async () => {
  const session = await keepOpen(shown(await given(0, 3600)), "/reports");
  const other = await keepOpen(shown(await given(-1, 3600)), "/reports");
  expect(await other.answers()).toBe("200 alice is in /reports\n");
  await end(await given(0, 3600));
  expect(await session.wasCut()).toBe(true);
  expect(await other.answers()).toBe("200 alice is in /reports\n");
});

it("a session cannot be resumed: every connection shows its certificate", async () => {
  expect(await resume(shown(await given(0, 3600)), "/reports")).toBe(false);
});

it("lets nobody in, and cuts who is in, while the list is missing; lets them in again when it is back", async () => {
  const good = shown(await given(0, 3600));
  const session = await keepOpen(good, "/reports");
  await rename(site.ended, `${site.ended}.away`);
  expect(await session.wasCut()).toBe(true); // only then: a visitor on the way in may be cut too
  expect(await knock(good, "/reports")).toBe("403 the list of ended certificates cannot be read\n");
  await cp(`${site.ended}.away`, site.ended, { recursive: true });
  expect(await knock(good, "/reports")).toBe("200 alice is in /reports\n");
});
