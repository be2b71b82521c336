import { createHash, createHmac, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

/** As PostgreSQL's own default; a password of 256 random bits needs no more. */
const iterations = 4096;

/** A new password, and what the server keeps of it (RFC 5803): no statement or log of it ever holds the password. */
export async function makePassword(): Promise<{ readonly password: string; readonly verifier: string }> {
  const password = randomBytes(32).toString("base64url");
  return { password, verifier: await toVerifier(password, randomBytes(16)) };
}

/** The SCRAM-SHA-256 verifier of a password in ASCII, as PostgreSQL stores it. */
export async function toVerifier(password: string, salt: Buffer): Promise<string> {
  const salted = await promisify(pbkdf2)(password, salt, iterations, 32, "sha256");
  const keyed = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${keyed("Server Key").toString("base64")}`;
}
