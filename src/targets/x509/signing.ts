import type { KeyObject } from "node:crypto";

type SigningAlgorithm =
  | { readonly name: "RSASSA-PKCS1-v1_5"; readonly hash: "SHA-256" }
  | { readonly name: "ECDSA"; readonly namedCurve: "P-256"; readonly hash: "SHA-256" }
  | { readonly name: "ECDSA"; readonly namedCurve: "P-384"; readonly hash: "SHA-384" };

/** How certificates are signed with a key of that type; throws where this kind does not use such keys. */
export function signingAlgorithm(key: KeyObject): SigningAlgorithm {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === "rsa") return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  if (curve === "prime256v1") return { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  if (curve === "secp384r1") return { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" };
  throw new TypeError("an authority's key is EC P-256, EC P-384 or RSA");
}
