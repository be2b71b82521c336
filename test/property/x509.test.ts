import { X509Certificate } from "node:crypto";
import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Assignment } from "../../src/core/plan/plan.ts";
import { BrevetError } from "../../src/core/problem/brevet-error.ts";
import { after, instant } from "../../src/core/time/instant.ts";
import type { Target } from "../../src/ports/target.ts";
import { opener } from "../../src/targets/x509/open.ts";
import { readPublicKey } from "../../src/targets/x509/public-key.ts";
import { anHour, grant, keyPair, x509Site } from "../fakes/x509.ts";
import type { X509Site } from "../fakes/x509.ts";

const noon = instant(Date.parse("2026-11-22T12:00:00Z"));
const options = { signal: AbortSignal.timeout(60_000) };
const { publicKey } = keyPair();

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("a", "Z", "0", ".", "-", "_", "@", "*", ",", "=", "\\", '"', "/", "\n", "\0", "é", ":"),
  }),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/),
);

let site: X509Site;
let target: Target;
beforeAll(async () => {
  site = await x509Site(() => noon);
  target = await opener.openTarget(site.context);
});
afterAll(async () => {
  await rm(site.folder, { recursive: true });
});

/** The certificate for that, or null where there is none to be had: anything but a coded refusal fails. */
async function certified(over: Partial<Assignment>): Promise<X509Certificate | null> {
  try {
    const { delivery } = await target.ensure(grant, anHour(noon, { publicKey, ...over }), null, options);
    return new X509Certificate((delivery as { readonly text: string }).text);
  } catch (error) {
    if (error instanceof BrevetError) return null;
    throw error;
  }
}

it("S30 S31 whatever a principal or group is called, a certificate says exactly that, or there is none", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.array(hostile, { maxLength: 3 }), async (principal, groups) => {
      const certificate = await certified({ principal, rights: { groups } });
      const said = [`CN=${principal}`, ...groups.toSorted().map((group) => `O=${group}`)].join("\n");
      expect(certificate?.subject ?? said).toBe(said);
    }),
  );
});

it("S31 whatever the lease, a certificate ends no later, and begins no earlier than its second", async () => {
  const ms = fc.integer({ min: -4000, max: 80_000_000 });
  await fc.assert(
    fc.asyncProperty(ms, ms, async (fromMs, untilMs) => {
      const [from, until] = [instant(noon + fromMs), instant(noon + untilMs)];
      const certificate = await certified({ from, until });
      const wanted = until >= after(noon, 1) && until >= after(from, 2);
      expect(certificate !== null || !wanted).toBe(true);
      expect(certificate?.validToDate.getTime() ?? until).toBeLessThanOrEqual(until);
      expect(certificate?.validFromDate.getTime() ?? from).toBeGreaterThan(from - 1000);
    }),
  );
});

it("any text is a public key or is refused as none", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.base64String(),
    fc.base64String().map((body) => `ecdsa-sha2-nistp256 ${body}`),
    fc.nat(publicKey.length - 1).map((at) => `${publicKey.slice(0, at)}A${publicKey.slice(at + 1)}`),
  );
  fc.assert(
    fc.property(text, (given) => {
      let outcome: string;
      try {
        outcome = readPublicKey(given).type;
      } catch (error) {
        outcome = error instanceof BrevetError ? error.code : String(error);
      }
      expect(["public", "PUBLIC_KEY_UNFIT"]).toContain(outcome);
    }),
  );
});
