import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Site } from "./site.ts";

/** What knows the right time, as somebody might write it. */
const program = `#!${process.execPath}
let asked = "";
process.stdin.on("data", (part) => (asked += part)).on("end", () => {
  const isLook = JSON.parse(asked).do === "look";
  process.stdout.write(JSON.stringify(isLook ? { mark: null, clock: new Date().toISOString() } : { outcome: "left" }));
});
`;

/** Lets the deployment of a site's engine name a witness with a clock, so that it is asked whatever the rules say. */
export function pinWitness({ box, engine }: Site): void {
  const path = join(box.folder, engine, "../witness");
  writeFileSync(path, program, { mode: 0o755 });
  const file = join(box.folder, engine, ".git/brevet/trust.json");
  const sha256 = createHash("sha256").update(program).digest("hex");
  const pins = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...pins, witness: { kind: "exec", path, sha256 } }));
}
