import { beforeEach, describe, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { State } from "../../../../src/core/ledger/state.ts";
import { lostKeys } from "../../../../src/engine/apply/lost-keys.ts";
import type { Rules } from "../../../../src/engine/rules/read-rules.ts";
import { Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const kept = "refs/brevet/keys";
const otherDigest: Grant["requestDigest"] = `sha256-${"A".repeat(43)}`;

let town: Town;
let rules: Rules;
/** Alice's, for a key that no catalog names. */
let grant: Grant;
beforeEach(async () => {
  town = await Town.found();
  const id = await town.granted("alice", "a");
  await town.apply();
  town.world.repository.refs.delete(kept);
  rules = await town.rules();
  grant = { ...town.view.state.grants[id]!, publicKey: "ssh-ed25519 AAAAnobodys" };
});

/** The grant is lost, were it so and the rules such. */
async function isLost(
  of: Partial<Grant> = {},
  by: { readonly rules?: Rules; readonly remembers?: boolean } = {},
): Promise<boolean> {
  const asked = { ...grant, ...of };
  const state: State = { ...town.view.state, grants: { [asked.id]: asked } };
  const lost = await lostKeys(town.ports(), { view: town.view, state, rules, remembers: false, ...by }, options);
  expect([...lost].every((id) => id === asked.id)).toBe(true);
  return lost.size === 1;
}

/** The rules, with other keys of alice. */
function withKeys(keys: Rules["catalog"]["people"][string]["keys"]): Rules {
  const { people } = rules.catalog;
  return { ...rules, catalog: { ...rules.catalog, people: { ...people, alice: { ...people["alice"]!, keys } } } };
}

describe("the key of a grant", () => {
  it("stays while the catalog names it, however it is spaced and commented", async () => {
    const [key] = rules.catalog.people["alice"]!.keys;
    const written = `${key!.text.replace(" ", " \t ")}  alice@laptop old`;
    expect(await isLost({ requestDigest: otherDigest, publicKey: written })).toBe(false);
    expect(await isLost({ requestDigest: otherDigest, publicKey: key!.text })).toBe(false);
  });

  it("stays while any of several keys is it", async () => {
    const [own] = rules.catalog.people["alice"]!.keys;
    const [other] = rules.catalog.people["bob"]!.keys;
    const both = withKeys([own!, other!]);
    for (const { text } of [own!, other!])
      expect(await isLost({ requestDigest: otherDigest, publicKey: text }, { rules: both })).toBe(false);
  });

  it("is lost where it is somebody else's", async () => {
    const [other] = rules.catalog.people["bob"]!.keys;
    expect(await isLost({ requestDigest: otherDigest, publicKey: other!.text })).toBe(true);
  });

  it("stays while its workload names it", async () => {
    const [key] = rules.catalog.people["alice"]!.keys;
    const robot = { id: "robot", keys: [key!] } as unknown as Rules["catalog"]["workloads"][string];
    const by = { rules: { ...rules, catalog: { ...rules.catalog, workloads: { robot } } } };
    expect(await isLost({ subject: "robot", requestDigest: otherDigest, publicKey: key!.text }, by)).toBe(false);
    expect(await isLost({ subject: "robot", requestDigest: otherDigest }, by)).toBe(true);
  });

  it("is lost with its holder", async () => {
    expect(await isLost({ subject: "nobody" })).toBe(true);
  });

  it("stays while the catalog names the key with which its subject spoke for it", async () => {
    expect(await isLost()).toBe(false);
    expect(await isLost({}, { rules: withKeys([]) })).toBe(true);
  });

  it("is lost where its subject spoke for another request", async () => {
    expect(await isLost({ requestDigest: otherDigest })).toBe(true);
  });

  it("is lost where somebody else spoke for it", async () => {
    expect(await isLost({ subject: "bob" })).toBe(true);
  });

  it("is nothing to a grant without one, nor to one that is over", async () => {
    expect(await isLost({ publicKey: null, requestDigest: otherDigest })).toBe(false);
    expect(await isLost({ state: "ended", requestDigest: otherDigest })).toBe(false);
  });
});

describe("that all keys stand is remembered", () => {
  const remembered = (): string | undefined => town.world.repository.refs.get(kept);

  it("for the rules by which it was found, until others are in force", async () => {
    await isLost({}, { remembers: true });
    expect(remembered()).toBe(rules.commit);
    expect(await isLost({ requestDigest: otherDigest })).toBe(false);

    const commit = town.world.repository.commit({ files: {} });
    expect(await isLost({ requestDigest: otherDigest }, { rules: { ...rules, commit } })).toBe(true);
  });

  it.each([
    { name: "where nothing may be kept", of: {}, by: { remembers: false } },
    { name: "while a key is lost", of: { requestDigest: otherDigest }, by: { remembers: true } },
  ])("not $name", async ({ of, by }) => {
    await isLost(of, by);
    expect(remembered()).toBeUndefined();
  });

  it("not before the ledger says that those rules are in force", async () => {
    const commit = town.world.repository.commit({ files: {} });
    await isLost({}, { remembers: true, rules: { ...rules, commit } });
    expect(remembered()).toBeUndefined();
  });
});
