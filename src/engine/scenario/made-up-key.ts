import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";

/** A public key of each form; the private halves were thrown away. */
const keys = {
  ssh: "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBKha6E3wOq18M5pbRhjJE/6lC8tNnkuo1cDTqrlcE5Qq8LJfxPl/X0OsW4zf1MgBarPvWDiU5jmaM8/uXYmhWC8=",
  spki: "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqFroTfA6rXwzmltGGMkT/qULy02eS6jVwNOquVwTlCrwsl/E+X9fQ6xbjN/UyAFqs+9YOJTmOZozz+5diaFYLw==",
  age: "age1et8k9dwcq5adh28vndf3y939c3ex9v60zgvzj36fqrv0h8cppv6sqftd8f",
} as const;

/** A key for a request of that id, where its target's kind asks for one and the request names none: what it would say of it is taken as given. */
export function madeUpKey(
  { kinds }: Pick<JudgePorts, "kinds">,
  { catalog, config }: Rules,
  id: string,
): { readonly public_key?: string } {
  const resource = catalog.resources[id.split("/").slice(0, 2).join("/")];
  const target = resource === undefined ? undefined : config.targets[resource.target];
  const asked = target === undefined ? undefined : kinds.get(target.kind)?.publicKey;
  const [form] = asked?.required === true ? asked.forms : [];
  return form === undefined ? {} : { public_key: keys[form] };
}
