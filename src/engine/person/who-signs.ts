import type { Catalog } from "../../core/catalog/catalog.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Signature, SigningKey } from "../../ports/signature.ts";
import type { Worktree } from "../../ports/worktree.ts";

/** Somebody of the catalog, with the key that they sign with here. */
export interface Signer {
  readonly person: string;
  readonly fingerprint: string;
  readonly key: SigningKey;
}

interface Ports {
  readonly signature: Signature;
  readonly worktree: Worktree;
}

/** Who one is: the person whose catalog key is the one given, else git's `user.signingkey`, else one of the agent's. */
export async function whoSigns(
  ports: Ports,
  catalog: Catalog,
  keyFile: string | null,
  options: CallOptions,
): Promise<Result<Signer>> {
  const configured = keyFile ?? (await signingSetting(ports.worktree, options));
  if (configured === null) return await fromAgent(ports, catalog, options);
  const key = toSigningKey(configured);
  const identity = await ports.signature.identify(key, options);
  if (!identity.ok) return identity;
  const { publicKey, fingerprint } = identity.value;
  const person = ownerOf(publicKey, catalog);
  return person === null ? fail([problem("SIGNER_UNKNOWN", { fingerprint })]) : succeed({ person, fingerprint, key });
}

async function fromAgent(ports: Ports, catalog: Catalog, options: CallOptions): Promise<Result<Signer>> {
  for (const { publicKey, fingerprint } of await ports.signature.agentKeys(options)) {
    const person = ownerOf(publicKey, catalog);
    if (person !== null) return succeed({ person, fingerprint, key: { kind: "agent", publicKey } });
  }
  return fail([problem("SIGNER_MISSING", {})]);
}

/** `brevet.signingkey` is for those whose `user.signingkey` is none of SSH. */
export async function signingSetting(worktree: Worktree, options: CallOptions): Promise<string | null> {
  const own = await worktree.setting("brevet.signingkey", options);
  if (own !== null) return own;
  const general = await worktree.setting("user.signingkey", options);
  return general !== null && isSshKey(general) ? general : null;
}

/** Git takes a path, or the key itself, with or without `key::`; what else may stand there is an OpenPGP id. */
function isSshKey(setting: string): boolean {
  return /^(?:key::|ssh-|sk-|ecdsa-)/.test(setting) || /[/\\~]|\.pub$/.test(setting);
}

/** What that setting says to sign with. */
export function toSigningKey(setting: string): SigningKey {
  const literal = setting.startsWith("key::") ? setting.slice("key::".length) : setting;
  if (!/^(?:ssh|sk|ecdsa)-\S+ \S+/.test(literal)) return { kind: "file", path: setting };
  return { kind: "agent", publicKey: literal.split(" ").slice(0, 2).join(" ") };
}

function ownerOf(publicKey: string, catalog: Catalog): string | null {
  const people = Object.values(catalog.people);
  return people.find((person) => person.keys.some((key) => key.text === publicKey))?.id ?? null;
}
