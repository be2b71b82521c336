import type { KeyObject } from "node:crypto";
import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { SigningKey } from "../ports/signature.ts";
import { makeSignature } from "./make-signature.ts";
import { parsePrivateKey } from "./private-key.ts";
import { parsePublicKey, type PublicKey } from "./public-key.ts";
import { readKeyFile } from "./read-key-file.ts";
import { signByTool } from "./sign-by-tool.ts";

/** A key to sign with: which it is, known without asking anybody, and how it signs, which may ask. */
export interface OpenKey {
  readonly publicKey: PublicKey;
  readonly make: (message: Uint8Array, namespace: string, signal: AbortSignal) => Promise<Result<string>>;
}

/** Finds the key, and whether it signs here or in ssh-keygen. */
export async function openKey(key: SigningKey): Promise<Result<OpenKey>> {
  switch (key.kind) {
    case "text": {
      const { publicKey, secret } = parsePrivateKey(key.text) ?? {};
      if (publicKey && secret) return succeed(inMemory(publicKey, secret));
      return fail([problem("SIGNING_KEY_UNUSABLE", { key: "the configured key" })]);
    }
    case "agent": {
      const publicKey = parsePublicKey(key.publicKey);
      if (typeof publicKey === "string") return fail([problem(publicKey, {})]);
      return succeed({ publicKey, make: (...asked) => signByTool(key, ...asked) });
    }
    case "file": {
      const file = await readKeyFile(key.path);
      if (!file.ok) return file;
      const { publicKey, secret } = file.value;
      if (secret !== null) return succeed(inMemory(publicKey, secret));
      return succeed({ publicKey, make: (...asked) => signByTool(key, ...asked) });
    }
  }
}

function inMemory(publicKey: PublicKey, secret: KeyObject): OpenKey {
  const make: OpenKey["make"] = (message, namespace) =>
    Promise.resolve(succeed(makeSignature(message, namespace, publicKey, secret)));
  return { publicKey, make };
}
