import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Instant } from "../../core/time/instant.ts";
import { authorityIdentity } from "./authority.ts";
import { signingAlgorithm } from "./signing.ts";

/** A new CA: what `brevet.yaml` holds of it (`ca_cert`, `identity`), and its private key. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly identity: string;
  /** PKCS #8, PEM. Secret. */
  readonly privateKey: string;
}

/** Makes a CA for client certificates, no CA below it. `key`: one to certify again; else a new P-256 key is made. */
export async function makeAuthority(
  name: string,
  from: Instant,
  until: Instant,
  key: KeyObject = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
): Promise<Authority> {
  const x509 = await import("./library.ts");
  const algorithm = signingAlgorithm(key);
  const own = new x509.PublicKey(createPublicKey(key).export({ type: "spki", format: "der" }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomBytes(16).toString("hex"),
    issuer: [{ CN: [name] }],
    subject: [{ CN: [name] }],
    notBefore: new Date(from),
    notAfter: new Date(until),
    publicKey: own,
    signingKey: key.toCryptoKey(algorithm, false, ["sign"]),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(own),
    ],
  });
  return {
    certificate: `${certificate.toString("pem")}\n`,
    identity: authorityIdentity(new X509Certificate(Buffer.from(certificate.rawData))),
    privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
