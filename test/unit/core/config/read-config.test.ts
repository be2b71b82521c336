import { describe, expect, it } from "vitest";
import type { Kinds, TargetTraits } from "../../../../src/core/config/config.ts";
import { readConfig } from "../../../../src/core/config/read-config.ts";

const traits: TargetTraits = {
  kind: "vault",
  expiry: "enforced",
  endsSessions: true,
  keeps: [],
  publicKey: { required: false, forms: [] },
  accounts: "implied",
  optionsSchema: {
    type: "object",
    additionalProperties: false,
    required: ["url"],
    properties: { url: { type: "string" }, nodes: { type: "array", items: { type: "string" } } },
  },
  rightsSchema: { type: "object" },
  pinnedOptions: [],
  comparable: (account) => account.toLowerCase(),
};
const kinds: Kinds = new Map([["vault", traits]]);
const engineKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`;
const genesis = `sha256-${"A".repeat(43)}`;

const base = {
  repository_id: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11",
  forge: { kind: "plain", remote: "origin" },
  branch: "main",
  ledger: { branch: "ledger/1", genesis, keys: [`${engineKey} engine`], sign: "env:BREVET_ENGINE_KEY" },
  targets: { prod: { kind: "vault", identity: "7301", url: "env:BREVET_PROD_URL" } },
};

function read(changes: object = {}): ReturnType<typeof readConfig> {
  return readConfig(new TextEncoder().encode(JSON.stringify({ ...base, ...changes })), kinds);
}

function codesOf(changes: object): readonly string[] {
  const read_ = read(changes);
  return read_.ok ? [] : read_.problems.map(({ code }) => code);
}

const witness = (entry: object): object => ({ ledger: { ...base.ledger, witness: entry } });
const sha256 = "0".repeat(64);
const targets = (entries: object): object => ({ targets: { ...base.targets, ...entries } });

const chat = { kind: "webhook", id: "chat", url: "env:BREVET_CHAT_URL" };
const notifies = (...changes: readonly object[]): { notify: object[] } => ({
  notify: changes.map((change) => ({ ...chat, ...change })),
});

const duty = {
  kind: "pagerduty",
  id: "duty",
  url: "https://x.example",
  schedule: "P1",
  token: "env:BREVET_DUTY_TOKEN",
};
const tracker = { kind: "tickets", id: "tracker", url: "https://x.example/{ticket}" };
const rota = { kind: "icalendar", id: "rota", url: "https://x.example/rota.ics" };
const asks = (changes: object, ...more: readonly object[]): { evidence: object[] } => ({
  evidence: [{ ...duty, ...changes }, tracker, ...more],
});

describe("readConfig", () => {
  it("reads what is written, and says what is not", () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        repositoryId: base.repository_id,
        forge: { kind: "plain", remote: "origin" },
        branch: "main",
        ledger: { branch: "ledger/1", genesis, keys: [engineKey], sign: "env:BREVET_ENGINE_KEY", witness: null },
        targets: {
          prod: {
            id: "prod",
            kind: "vault",
            identity: "7301",
            mode: "enforce",
            runner: null,
            privileged: [],
            options: { url: "env:BREVET_PROD_URL" },
          },
        },
        notify: [],
        evidence: [],
        guards: { maxRemovedByDiff: 0.25 },
      },
    });
  });

  it("reads a clone alone, before its first event", () => {
    expect(read({ forge: { kind: "plain" }, ledger: { branch: "ledger/1", keys: [] } })).toMatchObject({
      ok: true,
      value: { forge: { remote: null }, ledger: { genesis: null, sign: null } },
    });
  });

  it("reads who tells people", () => {
    const notify = [{ kind: "slack", id: "chat", url: "env:BREVET_CHAT_URL" }] as const;
    expect(read({ notify: [...notify] })).toMatchObject({ ok: true, value: { notify: [{ ...notify[0], on: [] }] } });
    const on = ["pending", "activated", "end_failed"];
    expect(read({ notify: [{ ...chat, on }] })).toMatchObject({ ok: true, value: { notify: [{ on }] } });
    expect(read({ notify: [{ ...chat, on: ["starting"] }] })).toMatchObject({ ok: false });
  });

  it("reads who is asked what no file says", () => {
    const { kind, id, url } = tracker;
    expect(read(asks({}, rota))).toMatchObject({
      ok: true,
      value: {
        evidence: [
          duty,
          { kind, id, url, schedule: "", token: null, field: "state", open: ["open"] },
          { kind: "icalendar", id: "rota" },
        ],
      },
    });
  });

  it("finds no target by a name that every object has", () => {
    const read_ = read();
    expect(read_.ok ? read_.value.targets["constructor"] : null).toBeUndefined();
  });

  it.each([
    { name: "a section that it does not know", changes: { notifiers: [] }, codes: ["KEY_UNKNOWN"] },
    { name: "a source of another kind", changes: asks({ kind: "oracle" }), codes: ["VALUE_INVALID"] },
    { name: "two sources of one id", changes: asks({}, duty), codes: ["EVIDENCE_ID_TAKEN"] },
    { name: "a source with a target's id", changes: asks({ id: "prod" }), codes: ["EVIDENCE_ID_TAKEN"] },
    { name: "a source without a schedule", changes: asks({ schedule: undefined }), codes: ["EVIDENCE_INCOMPLETE"] },
    { name: "a source without a token", changes: asks({ token: undefined }), codes: ["EVIDENCE_INCOMPLETE"] },
    {
      name: "tickets without a place for their name",
      changes: asks({}, { ...tracker, id: "other", url: "https://x.example" }),
      codes: ["EVIDENCE_INCOMPLETE"],
    },
    { name: "a source that is no address", changes: asks({ url: "https://[" }), codes: ["EVIDENCE_INCOMPLETE"] },
    {
      name: "a source with its password in the open",
      changes: asks({ url: "https://a:b@x" }),
      codes: ["VALUE_INVALID"],
    },
    {
      name: "a source with a target's secret",
      changes: asks({ token: "env:BREVET_PROD_URL" }),
      codes: ["SECRET_REFUSED"],
    },
    {
      name: "a source with the engine's key",
      changes: asks({ token: "env:BREVET_ENGINE_KEY" }),
      codes: ["SECRET_REFUSED"],
    },
    { name: "a notifier of another kind", changes: notifies({ kind: "mail" }), codes: ["VALUE_INVALID"] },
    {
      name: "a notifier with its address in the open",
      changes: notifies({ url: "https://x" }),
      codes: ["VALUE_INVALID"],
    },
    { name: "two notifiers of one id", changes: notifies({}, {}), codes: ["NOTIFIER_ID_TAKEN"] },
    { name: "a notifier with a target's id", changes: notifies({ id: "prod" }), codes: ["NOTIFIER_ID_TAKEN"] },
    {
      name: "a notifier with the engine's id",
      changes: notifies({ id: "engine" }),
      codes: ["SECRET_REFUSED", "NOTIFIER_ID_TAKEN"],
    },
    {
      name: "S82 a notifier with a target's secret",
      changes: notifies({ url: "env:BREVET_PROD_URL" }),
      codes: ["SECRET_REFUSED"],
    },
    {
      name: "S82 a notifier with the engine's key",
      changes: notifies({ url: "env:BREVET_ENGINE_KEY" }),
      codes: ["SECRET_REFUSED"],
    },
    { name: "a missing section", changes: { branch: undefined }, codes: ["KEY_MISSING"] },
    { name: "another forge", changes: { forge: { kind: "gitea" } }, codes: ["VALUE_INVALID"] },
    { name: "the ledger as main branch", changes: { branch: "ledger/1" }, codes: ["VALUE_INVALID"] },
    { name: "a branch that git would not take", changes: { branch: "a..b" }, codes: ["VALUE_INVALID"] },
    { name: "a branch that looks like an option", changes: { branch: "--upload-pack=x" }, codes: ["VALUE_INVALID"] },
    {
      name: "an engine key that is none",
      changes: { ledger: { branch: "ledger/1", keys: ["x"] } },
      codes: ["KEY_SYNTAX"],
    },
    {
      name: "a kind that it does not know",
      changes: targets({ b: { kind: "valt", identity: "1" } }),
      codes: ["TARGET_KIND_UNKNOWN"],
    },
    { name: "a target without identity", changes: targets({ b: { kind: "vault", url: "x" } }), codes: ["KEY_MISSING"] },
    {
      name: "an option that the kind does not know",
      changes: targets({ b: { kind: "vault", identity: "1", url: "x", lane: "in" } }),
      codes: ["KEY_UNKNOWN"],
    },
    {
      name: "an option that the kind misses",
      changes: targets({ b: { kind: "vault", identity: "1" } }),
      codes: ["KEY_MISSING"],
    },
    {
      name: "an id with other letters",
      changes: targets({ Prod_DB: { kind: "vault", identity: "1", url: "x" } }),
      codes: ["VALUE_INVALID"],
    },
    {
      name: "two targets with one identity",
      changes: targets({ b: { kind: "vault", identity: "7301", url: "x" } }),
      codes: ["TARGET_TWICE"],
    },
    {
      name: "a target that is called as the engine",
      changes: targets({ engine: { kind: "vault", identity: "1", url: "x" } }),
      codes: ["SECRET_REFUSED", "TARGET_ID_RESERVED"],
    },
    {
      name: "a target that is called as the witness",
      changes: targets({ witness: { kind: "vault", identity: "1", url: "x" } }),
      codes: ["TARGET_ID_RESERVED"],
    },
    { name: "a witness of another kind", changes: witness({ kind: "notary" }), codes: ["VALUE_INVALID"] },
    { name: "a witness without its address", changes: witness({ kind: "git" }), codes: ["KEY_MISSING"] },
    {
      name: "a witness that runs a helper",
      changes: witness({ kind: "git", remote: "ext::sh -c x" }),
      codes: ["VALUE_INVALID"],
    },
    {
      name: "a witness that looks like an option",
      changes: witness({ kind: "git", remote: "--x=y" }),
      codes: ["VALUE_INVALID"],
    },
    { name: "a relative folder of marks", changes: witness({ kind: "file", path: "marks" }), codes: ["VALUE_INVALID"] },
    {
      name: "a witness with what is another kind's",
      changes: witness({ kind: "file", path: "/w", remote: "/w" }),
      codes: ["KEY_UNKNOWN"],
    },
    { name: "a program without its hash", changes: witness({ kind: "exec", path: "/w" }), codes: ["KEY_MISSING"] },
    { name: "a share that is none", changes: { guards: { max_removed_by_diff: "125%" } }, codes: ["VALUE_INVALID"] },
  ])("refuses $name", ({ changes, codes }) => {
    expect(codesOf(changes)).toEqual(codes);
  });

  it.each([
    { name: "another target's variable", url: "env:BREVET_OTHER_URL" },
    { name: "the engine's variable", url: "env:BREVET_ENGINE_KEY" },
    { name: "any other variable", url: "env:HOME" },
    { name: "a variable of a longer target's name", url: "env:BREVET_PROD_DB_URL" },
    { name: "another target's file", url: "file:other/url" },
    { name: "the engine's file", url: "file:engine/key" },
    { name: "a file outside the folder", url: "file:prod/../engine/key" },
    { name: "an absolute file", url: "file:/proc/self/environ" },
    { name: "a file of the machine", url: "file:///etc/shadow" },
  ])("S82 refuses $name", ({ url }) => {
    const other = { kind: "vault", identity: "2", url: "env:BREVET_PROD_DB_URL" };
    expect(codesOf(targets({ prod: { ...base.targets.prod, url }, "prod-db": other }))).toEqual(["SECRET_REFUSED"]);
    expect(
      codesOf(targets({ prod: { ...base.targets.prod, nodes: ["env:BREVET_PROD_A", url] }, "prod-db": other })),
    ).toEqual(["SECRET_REFUSED"]);
  });

  it.each([
    { entry: { kind: "git", remote: "git@witness.acme.example:marks.git" }, more: {} },
    { entry: { kind: "file", path: "/mnt/worm/brevet", required: false }, more: {} },
    { entry: { kind: "exec", path: "/opt/witness", sha256 }, more: { env: [] } },
    { entry: { kind: "exec", path: "/opt/witness", sha256, env: ["BREVET_WITNESS_TOKEN"] }, more: {} },
  ])("reads a witness: $entry", ({ entry, more }) => {
    expect(read(witness(entry))).toMatchObject({
      value: { ledger: { witness: { required: true, ...more, ...entry } } },
    });
  });

  it.each(["BREVET_WITNESS_X_URL", "BREVET_ENGINE_KEY", "HOME"])("S82 gives a witness's program no %s", (name) => {
    const other = targets({ "witness-x": { kind: "vault", identity: "2", url: "env:BREVET_WITNESS_X_URL" } });
    expect(codesOf({ ...other, ...witness({ kind: "exec", path: "/w", sha256, env: [name] }) })).toHaveLength(1);
  });

  it.each(["env:BREVET_PROD_KEY", "file:prod/key", "env:HOME", "file:engine/../key"])(
    "S82 refuses to sign with %s",
    (sign) => {
      expect(codesOf({ ledger: { ...base.ledger, sign } })).toEqual(["SECRET_REFUSED"]);
    },
  );
});
