import { expect, it } from "vitest";
import { keyForm } from "../../../../src/core/request/key-form.ts";
import { madeUpKey } from "../../../../src/engine/scenario/made-up-key.ts";
import type { Rules } from "../../../../src/engine/rules/read-rules.ts";
import { catalog, resource } from "../../../fakes/catalog.ts";
import { config } from "../../core/catalog/example.ts";
import { kinds } from "../../../../src/targets/registry.ts";

const id = "payments/customers-db/2026-11-23-alice";

function rulesOf(kind: string): Rules {
  const one = resource({ id: "payments/customers-db", target: "t" });
  const targets = { t: { ...config.targets["bastion"], id: "t", kind } } as typeof config.targets;
  return { catalog: catalog({ resources: { [one.id]: one } }), config: { ...config, targets } } as Rules;
}

it.each([...kinds.values()].filter(({ publicKey }) => publicKey.required))(
  "is one that a target of kind $kind takes",
  ({ kind, publicKey }) => {
    const { public_key: key = "" } = madeUpKey({ kinds }, rulesOf(kind), id);
    expect(publicKey.forms).toContain(keyForm(key));
  },
);

it("is none where nobody knows the resource or its target", () => {
  expect(madeUpKey({ kinds }, rulesOf("x509"), "payments/other/2026-11-23-alice")).toEqual({});
  expect(madeUpKey({ kinds }, rulesOf("nothing"), id)).toEqual({});
});

it.each(["ssh", "spki", "age"] as const)("is whole in the form %s", (form) => {
  const traits = { publicKey: { required: true, forms: [form] } };
  const { public_key: key = "" } = madeUpKey({ kinds: new Map([["k", traits]]) as never }, rulesOf("k"), id);
  expect(keyForm(key)).toBe(form);
});
