import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokenOf, type GitHub } from "../../fakes/github/github.ts";
import type { Sandbox } from "../sandbox.ts";

/** Puts a `gh` into the sandbox that does what documents ask of GitHub's own, on the emulated GitHub. It knows nothing else. */
export function installGh({ folder }: Sandbox, github: GitHub, login: string): void {
  const pulls = `${github.url}/repos/${github.hub.name}/pulls`;
  const script = `#!/bin/sh
case "$1 $2" in
  "auth token") echo "${tokenOf(login)}" ;;
  "auth refresh" | "repo create") ;;
  "repo clone") git clone --quiet "${github.cloneUrl(login)}" "\${3#*/}" ;;
  "pr merge") curl -sSf -o /dev/null -X PUT -H "authorization: token ${tokenOf(login)}" -d '{"merge_method":"'"\${4#--}"'"}' "${pulls}/$3/merge" ;;
  *) echo "gh $*: not known here" >&2; exit 1 ;;
esac
`;
  writeFileSync(join(folder, ".bin", "gh"), script, { mode: 0o755 });
}
