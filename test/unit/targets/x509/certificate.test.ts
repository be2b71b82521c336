import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Given } from "../../../../src/core/grant/grant.ts";
import { after, instant } from "../../../../src/core/time/instant.ts";
import type { Target } from "../../../../src/ports/target.ts";
import { opener } from "../../../../src/targets/x509/open.ts";
import { anHour, grant, x509Site } from "../../../fakes/x509.ts";
import type { X509Site } from "../../../fakes/x509.ts";
import { describeWith, openssl } from "../../../needs.ts";

const noon = instant(Date.parse("2026-11-22T12:00:00Z"));
const options = { signal: AbortSignal.timeout(60_000) };

let site: X509Site;
let target: Target;
beforeEach(async () => {
  site = await x509Site(() => noon);
  target = await opener.openTarget(site.context);
});
afterEach(async () => {
  await rm(site.folder, { recursive: true });
});

function textOf({ delivery }: Given): string {
  return (delivery as { readonly text: string }).text;
}

it("says who, which groups, by which grant and until when, and nothing more", async () => {
  const rights = { groups: ["writers", "readers"] };
  const certificate = new X509Certificate(textOf(await target.ensure(grant, anHour(noon, { rights }), null, options)));
  expect(certificate.subject).toBe("CN=alice\nO=readers\nO=writers");
  expect(certificate.subjectAltName).toBe(
    `URI:brevet:0b6f3f0e-5d0c-4f0e-9d55-6a1f1d6d3a10:${grant}:2026-11-22T13:00:00Z`,
  );
  expect(certificate.validFromDate.toISOString()).toBe("2026-11-22T12:00:00.000Z");
  expect(certificate.validToDate.toISOString()).toBe("2026-11-22T13:00:00.000Z");
});

it("S31 opens TLS clients' doors only, and signs no other certificate", async () => {
  const certificate = new X509Certificate(textOf(await target.ensure(grant, anHour(noon), null, options)));
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
  expect(certificate.ca).toBe(false);
});

it("S31 a deadline is never rounded up", async () => {
  const until = instant(noon + 3_600_999);
  const certificate = new X509Certificate(textOf(await target.ensure(grant, anHour(noon, { until }), null, options)));
  expect(certificate.validToDate.toISOString()).toBe("2026-11-22T13:00:00.000Z");
});

it.each([
  { name: "none", rights: {} },
  { name: "no group", rights: { groups: [] } },
  { name: "a wildcard", rights: { groups: ["*"] } },
  { name: "a name that some systems take for all power", rights: { groups: ["system:masters"] } },
  { name: "another part of a subject", rights: { groups: ["readers,CN=root"] } },
  { name: "no text", rights: { groups: [7] } },
  { name: "a word", rights: "readers" },
])("S31 certifies no rights that are $name", async ({ rights }) => {
  await expect(target.ensure(grant, anHour(noon, { rights }), null, options)).rejects.toMatchObject({
    code: "TARGET_RIGHTS_UNFIT",
  });
});

it.each([
  { name: "another end", over: { until: after(noon, 3601) } },
  { name: "another beginning", over: { from: after(noon, -1) } },
  { name: "another principal", over: { principal: "bob" } },
  { name: "other rights", over: { rights: { groups: ["writers"] } } },
  { name: "another key", over: { publicKey: anHour(noon).publicKey } },
])("a certificate with $name has a serial of its own", async ({ over }) => {
  const asked = anHour(noon);
  const first = await target.ensure(grant, asked, null, options);
  const second = await target.ensure(grant, { ...asked, ...over }, null, options);
  expect(second.ref).not.toBe(first.ref);
});

it("a serial that was ended is never given again", async () => {
  const asked = anHour(noon);
  const refs = new Set<string>();
  for (const _ of [1, 2, 3]) {
    const { ref, until } = await target.ensure(grant, asked, null, options);
    refs.add(ref);
    await target.end({ target: "door", principal: "alice", rights: asked.rights, until, ref, grant }, options);
  }
  expect(refs.size).toBe(3);
});

describeWith([openssl], "OpenSSL's reading", () => {
  async function verifiesAt(certificate: string, seconds: number): Promise<boolean> {
    const [ca, leaf] = [join(site.folder, "ca.pem"), join(site.folder, "leaf.pem")];
    await writeFile(ca, site.ca.certificate);
    await writeFile(leaf, certificate);
    const at = String(noon / 1000 + seconds);
    try {
      execFileSync("openssl", ["verify", "-x509_strict", "-purpose", "sslclient", "-attime", at, "-CAfile", ca, leaf], {
        stdio: "pipe",
      });
      return true;
    } catch {
      return false;
    }
  }

  it.each([
    { name: "a second before the lease", at: -1, expected: false },
    { name: "in its first second", at: 0, expected: true },
    { name: "in its last second", at: 3599, expected: true },
    { name: "at its end", at: 3600, expected: false },
    { name: "a second after its end", at: 3601, expected: false },
  ])("$name: $expected", async ({ at, expected }) => {
    const certificate = textOf(await target.ensure(grant, anHour(noon), null, options));
    expect(await verifiesAt(certificate, at)).toBe(expected);
  });
});
