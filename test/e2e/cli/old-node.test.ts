import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const built = process.env["BREVET_BUILT"] ?? "";

it("says which Node it needs, in one sentence, before anything is read that an old one cannot read", () => {
  // What is imported beside the first lines would be parsed with them.
  expect(readFileSync(built, "utf8")).not.toMatch(/^\s*import[\s{*"']/m);
  const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })';
  const args = ["--import", `data:text/javascript,${encodeURIComponent(old)}`, built, "status"];
  const ran = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(ran).toMatchObject({ status: 2, stdout: "" });
  expect(ran.stderr).toMatch(/^brevet needs Node 24 or newer; this is Node 20\.1\.0 \(.+\)\.\n$/);
});
