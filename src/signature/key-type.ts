import type { KeyType } from "../ports/signature.ts";

/** What a key of a type is made of; `digest` and `bytes` are those of its curve. */
export type KeyShape =
  | { readonly family: "ed25519"; readonly hardware: boolean }
  | {
      readonly family: "ecdsa";
      readonly hardware: boolean;
      readonly jwkCurve: string;
      readonly digest: string;
      readonly bytes: number;
    }
  | { readonly family: "rsa"; readonly hardware: false };

const P256 = { family: "ecdsa", jwkCurve: "P-256", digest: "sha256", bytes: 32 } as const;
const P384 = { family: "ecdsa", jwkCurve: "P-384", digest: "sha384", bytes: 48 } as const;
const P521 = { family: "ecdsa", jwkCurve: "P-521", digest: "sha512", bytes: 66 } as const;

/** Every key type that counts: RFC 5656, RFC 8332, RFC 8709 and OpenSSH's PROTOCOL.u2f. Certificates do not. */
export const KEY_TYPES: Readonly<Record<KeyType, KeyShape>> = {
  "ssh-ed25519": { family: "ed25519", hardware: false },
  "sk-ssh-ed25519@openssh.com": { family: "ed25519", hardware: true },
  "ecdsa-sha2-nistp256": { ...P256, hardware: false },
  "ecdsa-sha2-nistp384": { ...P384, hardware: false },
  "ecdsa-sha2-nistp521": { ...P521, hardware: false },
  "sk-ecdsa-sha2-nistp256@openssh.com": { ...P256, hardware: true },
  "ssh-rsa": { family: "rsa", hardware: false },
};

/** Tells whether a name is one of those types. */
export function isKeyType(name: string): name is KeyType {
  return Object.hasOwn(KEY_TYPES, name);
}
