import { beforeEach, expect, it } from "vitest";
import { rulesInForceAt } from "../../../../src/engine/rules/rules-in-force-at.ts";
import { Town } from "../../../fakes/town.ts";

const options = { signal: new AbortController().signal };

let town: Town;
/** Main before any change of the rules, after one that was accepted, and after another. */
let line: readonly [string, string, string];
beforeEach(async () => {
  town = await Town.found();
  const first = town.world.main;
  const org = Buffer.from(
    (await town.world.git.read(first, ["policies/catalog/org.yaml"], options)).values().next().value?.bytes ?? [],
  );
  const changed = async (comment: string): Promise<string> => {
    const commit = await town.change({ "policies/catalog/org.yaml": `${org.toString()}# ${comment}\n` });
    await town.apply();
    return commit;
  };
  line = [first, await changed("one"), await changed("two")];
});

it("finds the revision that was in force at a commit, and walks the history once for all who ask", async () => {
  const ports = town.ports();
  let walks = 0;
  const ledger: typeof ports.ledger = {
    ...ports.ledger,
    events: (...args) => {
      walks += 1;
      return ports.ledger.events(...args);
    },
  };
  const { view } = town;
  const at = async (commit: string): Promise<string | undefined> =>
    (await rulesInForceAt({ ...ports, ledger }, [], view, commit, options))?.commit;
  for (const commit of line) expect(await at(commit)).toBe(commit);
  expect(walks).toBe(1);
  expect(await at(town.world.repository.commit({ files: {}, parents: [] }))).toBeUndefined();
});

it("needs no walk for a revision that is at hand", async () => {
  const ports = town.ports();
  const never = (): never => {
    throw new Error("the history is walked");
  };
  const known = [await town.rules(line[2]), await town.rules(line[1])];
  const found = await rulesInForceAt(
    { ...ports, ledger: { ...ports.ledger, events: never } },
    known,
    town.view,
    line[1],
    options,
  );
  expect(found?.commit).toBe(line[1]);
});
