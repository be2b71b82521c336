import { problem } from "../core/problem/problem.ts";
import { fail, succeed, type Result } from "../core/problem/result.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { KeyIdentity, Signature, SignatureFacts, SignatureTerms, SigningKey } from "../ports/signature.ts";
import { generateKey } from "./generate-key.ts";
import { openKey } from "./open-key.ts";
import { parsePublicKey } from "./public-key.ts";
import { runOpenssh } from "./run-openssh.ts";
import { verifySignature } from "./verify-signature.ts";

/** SSH signatures: verified here, made here or, where a person must unlock the key, by ssh-keygen. */
export function sshSignature(): Signature {
  return { verify, readKey, sign, identify, agentKeys, generateKey };
}

function verify(armour: string, message: Uint8Array, terms: SignatureTerms): Result<SignatureFacts> {
  const facts = verifySignature(armour, message, terms);
  return typeof facts === "string" ? fail([problem(facts, { namespace: terms.namespace })]) : succeed(facts);
}

function readKey(line: string): Result<KeyIdentity> {
  const key = parsePublicKey(line);
  return typeof key === "string" ? fail([problem(key, {})]) : succeed(key.identity);
}

async function sign(
  message: Uint8Array,
  namespace: string,
  key: SigningKey,
  { signal }: CallOptions,
): Promise<Result<string>> {
  signal.throwIfAborted();
  const opened = await openKey(key);
  if (!opened.ok) return opened;
  const made = await opened.value.make(message, namespace, signal);
  if (!made.ok) return made;
  // What is made is held to the profile too. Whether its application counts is the catalog's to say.
  const { application } = opened.value.publicKey.identity;
  const applications = (): readonly string[] => (application === null ? [] : [application]);
  const facts = verify(made.value, message, { namespace, applications });
  return facts.ok ? made : facts;
}

async function identify(key: SigningKey, { signal }: CallOptions): Promise<Result<KeyIdentity>> {
  signal.throwIfAborted();
  const opened = await openKey(key);
  return opened.ok ? succeed(opened.value.publicKey.identity) : opened;
}

async function agentKeys({ signal }: CallOptions): Promise<readonly KeyIdentity[]> {
  const ran = await runOpenssh("ssh-add", ["-L"], signal);
  const lines = ran?.code === 0 ? ran.output.split("\n") : [];
  return lines
    .map((line) => parsePublicKey(line.split(" ").slice(0, 2).join(" ")))
    .flatMap((key) => (typeof key === "string" ? [] : [key.identity]));
}
