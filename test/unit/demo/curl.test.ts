import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDoor } from "../../../src/demo/door/door.ts";
import type { Door } from "../../../src/demo/door/door.ts";
import { makeServerIdentity } from "../../../src/demo/door/server-identity.ts";
import { opener } from "../../../src/targets/x509/open.ts";
import { thisSecond } from "../../contract/target.ts";
import { anHour, grant, keyPair, x509Site } from "../../fakes/x509.ts";
import type { X509Site } from "../../fakes/x509.ts";

const now = thisSecond();
const options = { signal: AbortSignal.timeout(60_000) };
const rooms = new Map([["/reports", "readers"]]);

let site: X509Site;
let door: Door;
beforeEach(async () => {
  site = await x509Site(() => now);
  const identity = await makeServerIdentity();
  door = await openDoor({ ...identity, ca: site.ca.certificate, ended: site.ended, rooms });
  await writeFile(join(site.folder, "door.pem"), identity.cert);
});
afterEach(async () => {
  await door.close();
  await rm(site.folder, { recursive: true });
});

/** What the stand-in prints and how it ends; `seen` is told what it printed so far. */
async function curl(path: string, flags: readonly string[], seen: (text: string) => void = () => undefined) {
  const program = join(import.meta.dirname, "../../../src/demo/curl.ts");
  const address = `https://localhost:${door.port}${path}`;
  const child = spawn(process.execPath, [program, "-sSN", "--cacert", "door.pem", ...flags, address], {
    cwd: site.folder,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      seen(text);
    });
  }
  const [code] = (await once(child, "close")) as [number];
  return { code, text };
}

it("shows what the door answers, as curl does", async () => {
  expect(await curl("/reports", [])).toEqual({ code: 0, text: "403 NO_CERTIFICATE\n" });
});

it("shows a certificate, and fails when it is cut off", async () => {
  const { publicKey, privateKey } = keyPair();
  const target = await opener.openTarget(site.context);
  const { ref, until, delivery } = await target.ensure(grant, anHour(now, { publicKey }), null, options);
  await writeFile(join(site.folder, "alice.pem"), (delivery as { readonly text: string }).text);
  await writeFile(join(site.folder, "alice.key"), privateKey);
  const mine = ["--cert", "alice.pem", "--key", "alice.key"];
  expect(await curl("/reports", mine)).toEqual({ code: 0, text: "200 alice is in /reports\n" });
  const endings: Promise<void>[] = [];
  const live = await curl("/reports/live", mine, (text) => {
    if (endings.length > 0 || !text.includes("still in")) return;
    endings.push(target.end({ target: "door", principal: "alice", rights: {}, until, ref, grant }, options));
  });
  await Promise.all(endings);
  expect(live.code).toBe(56);
  expect(live.text).toMatch(/alice is still in\n[^]*curl: \(56\) /);
});
