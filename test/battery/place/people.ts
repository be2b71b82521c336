import { generateKeyPairSync } from "node:crypto";
import type { GeneratedKey } from "../../../src/ports/signature.ts";
import { sshSignature } from "../../../src/signature/ssh-signature.ts";
import { makeIdentity, toRecipient } from "../../../src/targets/sealed-secret.ts";

/** Those who ask: each with a key to sign with, all with one key pair to be given access by. */
export interface People {
  readonly names: readonly string[];
  readonly key: (name: string) => GeneratedKey;
  /** Opens what is sealed to them. */
  readonly identity: string;
  /** What their requests for a login name. */
  readonly recipient: string;
  /** What their requests for a certificate name. */
  readonly certified: string;
}

/** As many people as asked for, with keys of their own. */
export async function gather(count: number): Promise<People> {
  const signature = sshSignature();
  const names = Array.from({ length: count }, (_, n) => `p${n + 1}`);
  const keys = new Map(names.map((name) => [name, signature.generateKey(name)]));
  const identity = await makeIdentity();
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    names,
    key(name) {
      const key = keys.get(name);
      if (key === undefined) throw new Error(`nobody is called ${name}`);
      return key;
    },
    identity,
    recipient: await toRecipient(identity),
    certified: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  };
}

/** The catalog's files that name them: they may read customers in the database, keep its vault where another one agrees, and enter the lobby. */
export function catalogOf({ names, key }: People): Record<string, string> {
  const people = names.map((name) => `${name}: { keys: [{ key: "${key(name).publicKey}" }] }`);
  const role = (rights: string): string => `{ rights: ${rights}, max: 1h, eligible: [team:crowd] }`;
  return {
    "policies/catalog/people.yaml": `${people.join("\n")}\n`,
    "policies/catalog/teams.yaml": `crowd: { members: [${names.join(", ")}] }\n`,
    "policies/catalog/resources/payments.yaml": [
      `customers: { title: Customers, tier: low, owners: [team:owners], target: db, roles: { reader: ${role("{ role: customers_ro }")}, owner: ${role("{ role: customers_rw }")} } }`,
      `vault: { title: The vault, tier: moderate, owners: [team:crowd], target: db, roles: { keeper: ${role("{ role: customers_rw }")} } }`,
      `lobby: { title: The lobby, tier: low, owners: [team:owners], target: door, roles: { visitor: ${role("{ groups: [visitors] }")} } }`,
      "",
    ].join("\n"),
  };
}
