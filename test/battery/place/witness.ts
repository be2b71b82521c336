import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "./site.ts";

/** What knows the right time, as somebody might write it. */
const program = `#!/bin/sh
read -r asked
case "$asked" in
*'"do":"look"'*) printf '{"mark":null,"clock":"%s"}' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" ;;
*) printf '{"outcome":"left"}' ;;
esac
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
