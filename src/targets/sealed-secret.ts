import { brevetError } from "../core/problem/brevet-error.ts";

/** Seals a secret to an age recipient (age1…), armoured: only who has the private half can open it. */
export async function seal(secret: string, recipient: string): Promise<string> {
  const { armor, Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw brevetError("PUBLIC_KEY_UNFIT", { what: "it is no age recipient (age1…)" });
  }
  return armor.encode(await encrypter.encrypt(secret));
}

/** Opens what was sealed to an identity (AGE-SECRET-KEY-1…); null where it was not sealed to it, or was changed since. */
export async function unseal(sealed: string, identity: string): Promise<string | null> {
  const { armor, Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity.trim());
    return await decrypter.decrypt(armor.decode(sealed), "text");
  } catch {
    return null;
  }
}

/** A new identity: what opens what is sealed to its recipient. Secret. */
export async function makeIdentity(): Promise<string> {
  const { generateX25519Identity } = await import("age-encryption");
  return await generateX25519Identity();
}

/** The recipient of an identity: what others seal to. */
export async function toRecipient(identity: string): Promise<string> {
  const { identityToRecipient } = await import("age-encryption");
  return await identityToRecipient(identity.trim());
}
