import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { after, instant } from "../../../../src/core/time/instant.ts";
import { createEndedList, endedList } from "../../../../src/targets/x509/ended-list.ts";

const ca = "SHA256:the-ca";
const noon = instant(Date.parse("2026-11-22T12:00:00Z"));
const day = 86_400;
const serial = (n: number): string => `4${n.toString(16).toUpperCase().padStart(31, "0")}`;
const twenty = Array.from({ length: 20 }, (_, n) => serial(n));

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "brevet-list-")), "ended");
  await createEndedList(folder, ca);
});
afterEach(async () => {
  await rm(join(folder, ".."), { recursive: true });
});

it("lists what ended, with its end, for every verifier to read", async () => {
  await endedList(folder, ca).add([serial(1)], after(noon, 60), noon);
  expect(await endedList(folder, ca).serials()).toEqual(new Set([serial(1)]));
  const path = join(folder, `${serial(1)}.json`);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
    v: 1,
    serial: serial(1),
    until: "2026-11-22T12:01:00.000Z",
    ended: "2026-11-22T12:00:00.000Z",
  });
  expect((await stat(path)).mode & 0o777).toBe(0o644);
});

it("S27 loses nothing when eight engines end at once", async () => {
  await Promise.all(
    Array.from({ length: 8 }, (_, n) => endedList(folder, ca).add([...twenty, serial(100 + n)], noon, noon)),
  );
  expect((await endedList(folder, ca).serials()).size).toBe(28);
  expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

it("keeps the moment at which something ended first", async () => {
  await endedList(folder, ca).add([serial(1)], noon, noon);
  const first = await readFile(join(folder, `${serial(1)}.json`), "utf8");
  await endedList(folder, ca).add([serial(1)], after(noon, 60), after(noon, 60));
  expect(await readFile(join(folder, `${serial(1)}.json`), "utf8")).toBe(first);
});

it("forgets what has been over and ended for more than a day, and nothing else", async () => {
  const list = endedList(folder, ca);
  const [old, live, unread] = [serial(1), serial(2), serial(3)];
  const then = after(noon, -2 * day);
  await list.add([old], after(then, 60), then);
  await list.add([live], after(noon, day), then);
  await writeFile(join(folder, `${unread}.json`), "{}");
  await writeFile(join(folder, ".left.tmp"), "");
  await utimes(join(folder, ".left.tmp"), then / 1000, then / 1000);
  await list.add([serial(4)], noon, noon);
  expect((await readdir(folder)).toSorted()).toEqual(
    [`${live}.json`, `${unread}.json`, `${serial(4)}.json`, "list.json"].toSorted(),
  );
});

it("an end that was late is listed for a whole day, however long ago the certificate ran out", async () => {
  const list = endedList(folder, ca);
  await list.add([serial(1)], after(noon, -30 * day), noon);
  await list.add([serial(2)], noon, after(noon, day - 1));
  expect(await list.serials()).toEqual(new Set([serial(1), serial(2)]));
});

it.each([
  { name: "has no head", damage: () => rm(join(folder, "list.json")) },
  { name: "has half a head", damage: () => writeFile(join(folder, "list.json"), '{"v":1,') },
  { name: "has an empty head", damage: () => writeFile(join(folder, "list.json"), "") },
  { name: "is another CA's", damage: () => writeFile(join(folder, "list.json"), '{"v":1,"ca":"SHA256:other"}') },
  { name: "is of a later form", damage: () => writeFile(join(folder, "list.json"), `{"v":2,"ca":"${ca}"}`) },
  { name: "is gone", damage: () => rm(folder, { recursive: true }) },
])("S78 a list that $name is never an empty list", async ({ damage }) => {
  await damage();
  await expect(endedList(folder, ca).serials()).rejects.toThrow();
  await expect(endedList(folder, ca).add([serial(1)], noon, noon)).rejects.toThrow();
});

it("making a list again leaves the one that is there", async () => {
  await endedList(folder, ca).add([serial(1)], noon, noon);
  await createEndedList(folder, "SHA256:other");
  expect(await endedList(folder, ca).serials()).toEqual(new Set([serial(1)]));
});
