import type { Words } from "../words.ts";

/** What a signature was to be made for. */
interface Wanted {
  readonly namespace: string;
}

/** Codes of SSH keys and signatures. */
export const signatureCodes = {
  SIGNATURE_ARMOUR: (p: Wanted): Words => ({
    summary: "This is not exactly one armoured SSH signature.",
    next: `Sign again: brevet does it, or ssh-keygen -Y sign -n ${p.namespace}; leave nothing before or after it.`,
  }),
  SIGNATURE_SYNTAX: (p: Wanted): Words => ({
    summary: "The signature is damaged, or not in the one form that counts.",
    next: `Sign again: brevet does it, or ssh-keygen -Y sign -n ${p.namespace}.`,
  }),
  SIGNATURE_KEY: (_: Wanted): Words => ({
    summary: "The signature is by a kind of key that does not count: a certificate, DSA, RSA under 3072 bits, or weak.",
    next: "Sign with an ed25519, ECDSA, security or longer RSA key that the catalog names.",
  }),
  SIGNATURE_ALGORITHM: (_: Wanted): Words => ({
    summary: "The signature uses an algorithm that does not count, or that is not its key's.",
    next: "Sign again with ssh-keygen of OpenSSH 8.1 or newer, which chooses SHA-512.",
  }),
  SIGNATURE_NAMESPACE: (p: Wanted): Words => ({
    summary: `The signature was made for something else than ${p.namespace}.`,
    next: `Sign for this purpose: ssh-keygen -Y sign -n ${p.namespace}.`,
  }),
  SIGNATURE_APPLICATION: (_: Wanted): Words => ({
    summary: "The security key was registered for an application that its catalog entry does not name.",
    next: "Sign with a key made by ssh-keygen -t ed25519-sk, or have the application added to the key's catalog entry.",
  }),
  SIGNATURE_UNTOUCHED: (_: Wanted): Words => ({
    summary: "The security key signed without being touched.",
    next: "Make a key without -O no-touch-required, and touch it when it blinks.",
  }),
  SIGNATURE_WRONG: (_: Wanted): Words => ({
    summary: "The signature is not this key's for this text.",
    next: "Sign the text as it stands now; not a byte of it may change afterwards.",
  }),
  KEY_SYNTAX: (_: object): Words => ({
    summary: "This is not one bare SSH public key.",
    next: "Write its type and its base64, as in the .pub file, without options or comment.",
  }),
  KEY_TYPE: (_: object): Words => ({
    summary: "This kind of SSH key does not count here.",
    next: "Use an ed25519, ECDSA, security or RSA key; no certificate, no DSA.",
  }),
  KEY_WEAK: (_: object): Words => ({
    summary: "This SSH key is too weak: others could sign in its name.",
    next: "Make a new one: ssh-keygen -t ed25519 (RSA from 3072 bits).",
  }),
  SIGNING_KEY_ABSENT: (p: { key: string }): Words => ({
    summary: `There is no SSH key to sign with at ${p.key}.`,
    next: "Name another with --key, or make one: ssh-keygen -t ed25519.",
  }),
  SIGNING_KEY_EXPOSED: (p: { key: string }): Words => ({
    summary: `Others on this machine can read the private key ${p.key}.`,
    next: `Make it yours alone: chmod 600 ${p.key}.`,
  }),
  SIGNING_KEY_UNUSABLE: (p: { key: string }): Words => ({
    summary: `${p.key} is not an SSH key that can sign here.`,
    next: "Use an OpenSSH key: ed25519, ECDSA, security key, or RSA from 3072 bits.",
  }),
  SIGNING_FAILED: (p: { key: string; said: string }): Words => ({
    summary: `ssh-keygen did not sign with ${p.key}${p.said === "" ? "" : `: ${p.said}`}.`,
    next: "Unlock the key (ssh-add), or run this in a terminal where it can ask for passphrase, PIN or touch.",
  }),
  SIGNING_TOOL_ABSENT: (p: { tool: string }): Words => ({
    summary: `This key needs ${p.tool}, which is not installed.`,
    next: "Install OpenSSH (8.9 or newer), or sign with a key file without passphrase.",
  }),
} as const;
