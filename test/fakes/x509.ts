import { generateKeyPairSync } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Assignment } from "../../src/core/plan/plan.ts";
import { after } from "../../src/core/time/instant.ts";
import type { Instant } from "../../src/core/time/instant.ts";
import type { OpenContext } from "../../src/ports/target.ts";
import { createEndedList } from "../../src/targets/x509/ended-list.ts";
import { makeAuthority } from "../../src/targets/x509/make-authority.ts";
import type { Authority } from "../../src/targets/x509/make-authority.ts";

/** A CA with an empty list in a folder of its own, and what a target of it is opened with. */
export interface X509Site {
  readonly folder: string;
  readonly ended: string;
  readonly ca: Authority;
  readonly context: OpenContext;
}

/** Makes one; `now` is asked for every reading of the clock. `given`: a CA to take, else one is made. */
export async function x509Site(now: () => Instant, given?: Authority): Promise<X509Site> {
  const folder = await mkdtemp(join(tmpdir(), "brevet-x509-"));
  const ended = join(folder, "ended");
  const ca = given ?? (await makeAuthority("test CA", after(now(), -86_400), after(now(), 86_400)));
  await createEndedList(ended, ca.identity);
  const context: OpenContext = {
    config: {
      id: "door",
      kind: "x509",
      identity: ca.identity,
      mode: "enforce",
      runner: null,
      privileged: [],
      options: { ca_cert: ca.certificate, ca_key: "file:door/ca.pem", ended: "ended" },
    },
    repositoryId: "0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10",
    folder,
    clock: { now },
    secret: () => Promise.resolve(ca.privateKey),
  };
  return { folder, ended, ca, context };
}

/** A key pair as `brevet request` makes one: SPKI in base64, and PKCS #8 in PEM. */
export function keyPair(namedCurve = "P-256"): { readonly publicKey: string; readonly privateKey: string } {
  const pair = generateKeyPairSync("ec", { namedCurve });
  return {
    publicKey: pair.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

export const grant = "payments/reports/2026-11-22-alice";

/** Alice among the readers, for an hour from then. */
export function anHour(from: Instant, over: Partial<Assignment> = {}): Assignment {
  return {
    target: "door",
    principal: "alice",
    rights: { groups: ["readers"] },
    from,
    until: after(from, 3600),
    grants: [grant],
    publicKey: keyPair().publicKey,
    obligations: [],
    ...over,
  };
}
