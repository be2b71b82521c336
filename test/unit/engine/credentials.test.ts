import { expect, it } from "vitest";
import { credentials } from "../../../src/engine/credentials.ts";
import type { State } from "../../../src/core/ledger/state.ts";
import type { Grant } from "../../../src/core/grant/grant.ts";
import { instant } from "../../../src/core/time/instant.ts";

const id = "payments/customers-db/2026-11-22-alice";
const delivery = { kind: "sealed", text: "-----BEGIN AGE ENCRYPTED FILE-----", use: 'psql "$(cat {file})"' };
const given = { ref: "brevet_alice_0123456789abcdef", until: instant(1_795_341_600_000), delivery };
const grant = { id, state: "active", subject: "alice", entitlement: "payments/customers-db:reader", given };
const state = { grants: { [id]: { ...grant, effect: { target: "prod" } } as unknown as Grant } } as unknown as State;

it("opens a sealed secret for who has its key", async () => {
  const holder = { privateKey: "/keys/one.key", unseal: () => Promise.resolve("postgresql://…\n") };
  expect(await credentials(state, id, holder)).toMatchObject({
    ok: true,
    value: { kind: "secret", text: "postgresql://…\n", use: delivery.use },
  });
});

it("hands the sealed secret over as it is to who has a key of their own, and says how to open it", async () => {
  const holder = { privateKey: null, unseal: () => Promise.resolve(null) };
  expect(await credentials(state, id, holder)).toMatchObject({
    ok: true,
    value: { kind: "sealed", text: delivery.text, use: "age --decrypt -i {key} {file}" },
  });
});
