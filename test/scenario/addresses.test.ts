import { expect, it } from "vitest";
import { Company, today } from "../fakes/company.ts";
import { fakeTarget } from "../fakes/target.ts";

const reports = `payments/reports/${today}-alice`;
const id = `desk/files/${today}-alice`;

it("S57 access that rules hold to addresses is given where the target keeps it so, denied elsewhere, and put right once widened", async () => {
  const files = "title: Files, tier: low, owners: [team:payments], target: office";
  const role = "rights: { role: files }, max: 4h, eligible: [team:payments]";
  await using company = await Company.found(
    {
      "policies/catalog/org.yaml":
        "timezone: UTC\nrules: { from: [team:security], count: 1 }\nsources: { tiers: { low: [10.0.0.0/8] } }\n",
      "policies/catalog/resources/desk.yaml": `files: { ${files}, roles: { view: { ${role} } } }\n`,
    },
    { more: "  office: { kind: fake, identity: id-of-office, source_addresses: true }" },
  );
  const office = fakeTarget("office", { clock: { now: () => company.now }, identity: "id-of-office" });
  company.targets.set("office", office);
  const held = (): unknown[] => [...office.held.values()].map(({ addresses }) => addresses);
  await company.ask("alice", reports, { role: "view" });
  expect(await company.check(reports)).toMatchObject({
    outcome: "denied",
    requests: [{ problems: [{ code: "OBLIGATION_UNSUPPORTED" }] }],
  });
  await company.ask("alice", id, { role: "view" });
  company.merge(id);
  expect(await company.apply()).toMatchObject({ ok: true, admitted: [id] });
  expect(held()).toEqual([["10.0.0.0/8"]]);
  for (const [ref, holding] of office.held) office.held.set(ref, { ...holding, addresses: ["0.0.0.0/0"] });
  expect(await company.apply()).toMatchObject({
    changes: [{ action: "adjust", because: "altered", outcome: "done" }],
    drift: [{ kind: "altered", grant: id }],
  });
  expect(held()).toEqual([["10.0.0.0/8"]]);
  expect(await company.story(id)).toEqual(["admitted", "starting", "activated", "drift", "adjusted"]);
});
