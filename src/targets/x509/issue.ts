import type { KeyObject, X509Certificate } from "node:crypto";
import { signingAlgorithm } from "./signing.ts";
import type { Terms } from "./terms.ts";

/**
 * A client certificate, PEM: for TLS clients alone, never a CA, valid in [from, until)
 * as OpenSSL, Go and Java read it.
 */
export async function issue(
  terms: Terms,
  publicKey: KeyObject,
  authority: { readonly certificate: X509Certificate; readonly key: KeyObject },
): Promise<string> {
  const x509 = await import("./library.ts");
  const algorithm = signingAlgorithm(authority.key);
  const issuer = new x509.X509Certificate(authority.certificate.raw);
  const issuerKeyId = issuer.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  const holder = new x509.PublicKey(publicKey.export({ type: "spki", format: "der" }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: terms.serial,
    issuer: issuer.subjectName,
    subject: [{ CN: [terms.principal] }, ...terms.groups.map((group) => ({ O: [group] }))],
    notBefore: new Date(terms.from),
    notAfter: new Date(terms.until),
    publicKey: holder,
    signingKey: authority.key.toCryptoKey(algorithm, false, ["sign"]),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], true),
      new x509.SubjectAlternativeNameExtension([{ type: "url", value: terms.marker }]),
      await x509.SubjectKeyIdentifierExtension.create(holder),
      ...(issuerKeyId === undefined ? [] : [new x509.AuthorityKeyIdentifierExtension(issuerKeyId)]),
    ],
  });
  return `${certificate.toString("pem")}\n`;
}
