import { beforeEach, expect, it } from "vitest";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import { instant } from "../../../../src/core/time/instant.ts";
import { recheckWaiting } from "../../../../src/engine/apply/recheck-waiting.ts";
import type { Rules } from "../../../../src/engine/rules/read-rules.ts";
import type { WalkedCommit } from "../../../../src/ports/git.ts";
import { decision, reason } from "../../../fakes/decision.ts";
import { requestText, Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };
let town: Town;
let rules: Rules;
/** A grant that waits for its lease. */
let grant: Grant;
beforeEach(async () => {
  town = await Town.found();
  const later = `start: ${new Date(town.now + 3_600_000).toISOString().slice(0, 19)}Z\n`;
  const id = await town.granted("alice", "a", { text: requestText("alice", later) });
  await town.apply();
  rules = await town.rules();
  grant = town.view.state.grants[id]!;
});

type By = Parameters<typeof recheckWaiting>[1];
const now = (): By => {
  const { view } = town;
  return { view, state: view.state, now: instant(town.now), rules, main: town.world.main };
};
const recheck = (of: Partial<Grant> = {}, by: Partial<By> = {}): Promise<string | null> =>
  recheckWaiting(town.ports(), { ...now(), ...by }, { ...grant, ...of }, options);

it("what waits may start while it is what was admitted, and means what was agreed to", async () => {
  expect(await recheck()).toBeNull();
});

it("S47 what was merged beside the first-parent line of main is denied", async () => {
  const [before = ""] = town.world.repository.stored(town.world.main).parents;
  expect(await recheck({}, { main: before })).toBe("denied");
});

it("S20 a commit is proved by everything that it changed, once more", async () => {
  const seen: WalkedCommit[] = [];
  const { forge } = town.ports();
  const prove: typeof forge.prove = (commit, asked) => {
    seen.push(commit);
    return forge.prove(commit, asked);
  };
  await recheckWaiting(town.ports({ forge: { ...forge, prove } }), now(), grant, options);
  const walked = await town.world.walked(grant.main);
  expect(walked.changes.length).toBeGreaterThan(1);
  expect(seen).toEqual([walked]);
});

it("S20 a commit that nothing comes before proves nothing", async () => {
  const first = town.world.repository.line(town.world.main)[0] ?? "";
  expect(await recheck({ main: first })).toBe("denied");
});

it("S51 what cannot mean anything any more is another effect", async () => {
  const gone = { ...rules, catalog: { ...rules.catalog, resources: {} } };
  expect(await recheck({}, { rules: gone })).toBe("effect");
});

it("S56 what was agreed to in another repository is denied", async () => {
  const other = { ...rules, config: { ...rules.config, repositoryId: "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c12" } };
  expect(await recheck({}, { rules: other })).toBe("denied");
});

it("S29 what the rules of now deny is denied", async () => {
  town.decide = () => decision({ reasons: [reason()] });
  expect(await recheck()).toBe("denied");
});
