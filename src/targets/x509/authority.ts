import { createHash, X509Certificate } from "node:crypto";
import type { TargetConfig } from "../../core/config/config.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";

/** The CA's certificate as configured, public; throws TARGET_OPTION_UNFIT where it is none. */
export function readAuthority({ id, options }: TargetConfig): X509Certificate {
  const text = typeof options["ca_cert"] === "string" ? options["ca_cert"] : "";
  const unfit = (what: string, cause?: unknown): Error =>
    brevetError("TARGET_OPTION_UNFIT", { target: id, option: "ca_cert", what }, { cause });
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text.includes("-----BEGIN") ? text : Buffer.from(text, "base64"));
  } catch (cause) {
    throw unfit("it is no certificate", cause);
  }
  if (!certificate.ca) throw unfit("it is not a CA's certificate");
  return certificate;
}

/** The CA by its key, however often its certificate is renewed: `SHA256:` and the hash of its SPKI, as SSH shows keys. */
export function authorityIdentity(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  return `SHA256:${createHash("sha256").update(spki).digest("base64").replace(/=+$/, "")}`;
}
