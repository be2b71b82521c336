import type { SignatureFacts, SignatureTerms } from "../ports/signature.ts";
import { fromArmour } from "./armour.ts";
import { isGenuine } from "./is-genuine.ts";
import { readSignature, type ParsedSignature } from "./read-signature.ts";
import type { SignatureFault } from "./signature-fault.ts";
import { signedBytes } from "./signed-bytes.ts";

/** Set by a security key that was touched, or that knew its user by PIN or biometric (WebAuthn, section 6.1). */
const TOUCHED = 0x01;
const USER_VERIFIED = 0x04;

/**
 * Verifies an armoured SSH signature by the strict profile. Whatever it accepts `ssh-keygen -Y verify` accepts too;
 * the other way round this is stricter (docs/signatures.md).
 */
export function verifySignature(
  armour: string,
  message: Uint8Array,
  terms: SignatureTerms,
): SignatureFacts | SignatureFault {
  const bytes = fromArmour(armour);
  if (bytes === undefined) return "SIGNATURE_ARMOUR";
  const signature = readSignature(bytes);
  if (typeof signature === "string") return signature;
  if (signature.namespace !== terms.namespace) return "SIGNATURE_NAMESPACE";
  if (!isApplicationAllowed(signature, terms)) return "SIGNATURE_APPLICATION";
  const { key, hash, flags, webauthn } = signature;
  if (!isGenuine(signature, signedBytes(message, terms.namespace, hash))) return "SIGNATURE_WRONG";
  if (key.shape.hardware && (flags & TOUCHED) === 0) return "SIGNATURE_UNTOUCHED";
  return {
    ...key.identity,
    touch: (flags & TOUCHED) !== 0,
    userVerified: (flags & USER_VERIFIED) !== 0,
    webauthn: webauthn !== null,
    hash,
  };
}

function isApplicationAllowed({ key, webauthn }: ParsedSignature, { applications }: SignatureTerms): boolean {
  const { application, publicKey } = key.identity;
  if (application === null || (application === "ssh:" && webauthn === null)) return true;
  return applications?.(publicKey).includes(application) ?? false;
}
