import { generateKeyPairSync } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Holding } from "../../../../src/core/plan/holding.ts";
import { after, instant } from "../../../../src/core/time/instant.ts";
import { makeAuthority } from "../../../../src/targets/x509/make-authority.ts";
import { opener } from "../../../../src/targets/x509/open.ts";
import { canary, leaks } from "../../../canary.ts";
import { anHour, grant, x509Site } from "../../../fakes/x509.ts";
import type { X509Site } from "../../../fakes/x509.ts";

const noon = instant(Date.parse("2026-11-22T12:00:00Z"));
const options = { signal: AbortSignal.timeout(60_000) };

let site: X509Site;
beforeEach(async () => {
  site = await x509Site(() => noon);
});
afterEach(async () => {
  await rm(site.folder, { recursive: true });
});

function holding(ref: string): Holding {
  return { target: "door", principal: "alice", rights: { groups: ["readers"] }, until: after(noon, 3600), ref, grant };
}

it("S54 ends without the CA's key: only issuing needs it", async () => {
  const given = await (await opener.openTarget(site.context)).ensure(grant, anHour(noon), null, options);
  const secret = (): Promise<string> => Promise.reject(new Error("no secrets here"));
  const keyless = await opener.openTarget({ ...site.context, secret });
  await expect(keyless.ensure(grant, anHour(noon), null, options)).rejects.toThrow("no secrets here");
  await keyless.end(holding(given.ref), options);
  const recorded = [{ grant, principal: "alice", rights: { groups: ["readers"] }, given }];
  expect(await keyless.observe({ recorded, starting: [] }, options)).toMatchObject({ ok: true, holdings: [] });
});

it("S75 signs with no key but that of its CA", async () => {
  const other = await makeAuthority("other CA", after(noon, -60), after(noon, 86_400));
  const target = await opener.openTarget({ ...site.context, secret: () => Promise.resolve(other.privateKey) });
  await expect(target.ensure(grant, anHour(noon), null, options)).rejects.toMatchObject({
    code: "TARGET_OPTION_UNFIT",
    message: expect.stringContaining("ca_key") as string,
  });
});

it("S41 a CA key that is none is not repeated", async () => {
  const target = await opener.openTarget({ ...site.context, secret: () => Promise.resolve(canary) });
  const thrown: unknown = await target.ensure(grant, anHour(noon), null, options).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: "TARGET_OPTION_UNFIT" });
  expect(leaks(`${String(thrown)} ${String((thrown as Error).stack)} ${String((thrown as Error).cause)}`)).toEqual([]);
});

it("S62 where another CA is configured, the list of the first is no answer", async () => {
  const other = await makeAuthority("other CA", after(noon, -60), after(noon, 86_400));
  const config = { ...site.context.config, options: { ...site.context.config.options, ca_cert: other.certificate } };
  const reader = await opener.openReader({ ...site.context, config });
  expect(await reader.observe({ recorded: [], starting: [] }, options)).toMatchObject({
    ok: false,
    message: expect.stringContaining("another CA") as string,
  });
});

it("certifies nothing past the end of its own CA", async () => {
  const target = await opener.openTarget(site.context);
  await expect(target.ensure(grant, anHour(noon, { until: after(noon, 86_401) }), null, options)).rejects.toMatchObject(
    { code: "TARGET_OPTION_UNFIT", message: expect.stringContaining("ca_cert") as string },
  );
});

it.each([
  { name: "no certificate", ca_cert: "hello" },
  { name: "missing", ca_cert: null },
])("is not reached where ca_cert is $name", async ({ ca_cert }) => {
  const config = { ...site.context.config, options: { ...site.context.config.options, ca_cert } };
  const reader = await opener.openReader({ ...site.context, config });
  expect(await reader.observe({ recorded: [], starting: [] }, options)).toMatchObject({ ok: false });
});

it("a recorded holding whose name says nothing is still there: it is never taken for ended", async () => {
  const reader = await opener.openReader(site.context);
  const given = { ref: "rubbish", until: after(noon, 60), delivery: null };
  const recorded = [{ grant, principal: "alice", rights: { groups: ["readers"] }, given }];
  expect(await reader.observe({ recorded, starting: [] }, options)).toMatchObject({ holdings: [{ ref: "rubbish" }] });
});

it.each([
  { name: "P-384", pair: () => generateKeyPairSync("ec", { namedCurve: "P-384" }) },
  { name: "RSA", pair: () => generateKeyPairSync("rsa", { modulusLength: 3072 }) },
])("signs with a CA whose key is $name", async ({ pair }) => {
  const { privateKey } = pair();
  const own = await makeAuthority("given CA", after(noon, -60), after(noon, 86_400), privateKey);
  const given = await x509Site(() => noon, own);
  const target = await opener.openTarget(given.context);
  await expect(target.ensure(grant, anHour(noon), null, options)).resolves.toMatchObject({
    delivery: { kind: "certificate" },
  });
  await rm(given.folder, { recursive: true });
});
