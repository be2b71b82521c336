import "reflect-metadata";
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import { KeyObject } from "node:crypto";

/** The door's own key and certificate, PEM: for this machine, one day, vouched for by nobody but itself. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Makes what the door shows to its visitors, who are given it beforehand (`curl --cacert`). */
export async function makeServerIdentity(): Promise<ServerIdentity> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const dayMs = 24 * 3600 * 1000;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: ["localhost"] }],
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
    keys,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
      ]),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString();
  return { key, cert: `${certificate.toString("pem")}\n` };
}
