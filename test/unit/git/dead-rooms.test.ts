import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clearDeadRooms, roomPrefix } from "../../../src/git/dead-rooms.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rooms-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("clearDeadRooms", () => {
  it("takes away rooms of processes that are gone, and nothing else", async () => {
    const child = spawn(process.execPath, ["--eval", ""]);
    await once(child, "close");
    const own = `${await roomPrefix()}aaaaaa`;
    const dead = own.replace(`.${process.pid}-`, `.${child.pid ?? 0}-`);
    const elsewhere = dead.replace(/brevet-git-\d+/, "brevet-git-1");
    const others = ["brevet-git-aaaaaa", `${dead}-more`, "another"];
    for (const name of [own, dead, elsewhere, ...others]) mkdirSync(join(folder, name));
    mkdirSync(join(folder, dead, "refs"));
    const link = dead.replace("aaaaaa", "bbbbbb");
    symlinkSync(join(folder, "another"), join(folder, link));
    const file = dead.replace("aaaaaa", "cccccc");
    writeFileSync(join(folder, file), "");
    await clearDeadRooms(folder);
    expect(readdirSync(folder).sort()).toEqual([own, elsewhere, ...others, link, file].sort());
  });

  it("does nothing where there is no such folder", async () => {
    await expect(clearDeadRooms(join(folder, "none"))).resolves.toBeUndefined();
  });
});
