import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { author } from "../../fakes/company.ts";
import { GitHubCompany, type Ask } from "../../fakes/github-company.ts";

const teams = "policies/catalog/teams.yaml";
const rules = "payments: { members: [alice, bob, carol] }\nsecurity: { members: [dana, olga] }\n";

let on: GitHubCompany;
beforeEach(async () => {
  on = await GitHubCompany.found({ [teams]: rules });
  on.github.hub.rules.statuses = ["brevet"];
  on.github.hub.rules.queue = "squash";
});
afterEach(() => on[Symbol.asyncDispose]());

function agreed(name: string): Ask {
  const ask = on.ask("alice", name);
  for (const who of ["bob", "dana"] as const) on.approve(who, ask);
  return ask;
}

/** What the gate says beside the commits in the queue, when it looks at each. */
async function checkQueue(): Promise<readonly (string | undefined)[]> {
  const { queue, statuses } = on.github.hub;
  const waiting = queue.map(({ pull, commit }) => ({ number: pull.number, commit }));
  for (const { number } of waiting) await on.gate({ number });
  return waiting.map(({ commit }) => statuses.findLast(({ sha }) => sha === commit)?.state);
}

describe("a merge queue", () => {
  it("is given what is allowed, asks again, and merges it; what it merged is proved and given", async () => {
    const ask = agreed("queued");
    expect(() => on.merge(ask)).toThrow("rule violations");
    expect(await on.gate(ask)).toMatchObject({ merged: null, isQueued: true, stopped: null });
    const start = on.github.main;
    expect(on.github.settleQueue()).toBe(start); // it waits for the check of its own commit

    expect(await checkQueue()).toEqual(["success"]);
    expect(on.github.hub.queue).toHaveLength(1);
    expect(on.github.settleQueue()).not.toBe(start);
    expect(await on.gate(ask)).toBeNull();
    on.github.calls();
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [ask.id], refused: [] });
    expect(on.github.calls().length).toBeLessThanOrEqual(4);
    expect(on.company.holds("prod-db")).toHaveLength(1);
  });

  it.each(["squash", "merge"] as const)("merges a group in one move of main, each proved alone: %s", async (method) => {
    on.github.hub.rules.queue = method;
    const asks = [agreed("first"), agreed("second"), agreed("third")];
    for (const ask of asks) expect(await on.gate(ask)).toMatchObject({ isQueued: true });
    expect(await checkQueue()).toEqual(["success", "success", "success"]);
    on.github.settleQueue();
    const moves = on.github.hub.activity.filter(
      ({ type, ref }) => type === "merge_queue_merge" && ref.endsWith("/main"),
    );
    expect(moves).toHaveLength(1);
    expect(await on.apply()).toMatchObject({ ok: true, admitted: asks.map(({ id }) => id), refused: [] });
  });

  it("S13 S14 S21 lets go of what no longer holds when its turn comes, and goes on with the others", async () => {
    const [dismissed, moved, whole] = [agreed("dismissed"), agreed("moved"), agreed("whole")];
    for (const ask of [dismissed, moved, whole]) await on.gate(ask);
    on.github.dismiss(dismissed.number, on.github.hub.pulls.get(dismissed.number)?.reviews.at(-1)?.id ?? 0);
    const wider = on.company.text({ subject: "alice", duration: "8h" });
    on.github.push("alice", { branch: moved.branch, files: { [moved.path]: wider }, author: author("alice") });

    const [said] = await checkQueue();
    expect(said).toBe("failure");
    on.github.settleQueue();
    await checkQueue();
    on.github.settleQueue();
    expect(await on.apply()).toMatchObject({ ok: true, admitted: [whole.id], refused: [] });
    expect(on.github.hub.queue).toEqual([]);
    for (const { number } of [dismissed, moved]) expect(on.github.hub.pulls.get(number)?.state).toBe("open");
  });

  it("S14 S73 gives nothing by rules that were changed in front of it, in the same move of main", async () => {
    const without = rules.replace("dana, ", "");
    on.github.push("erin", { branch: "without-dana", files: { [teams]: without }, author: author("erin") });
    const change = on.github.open("erin", "without-dana");
    on.approve("olga", change);
    expect(await on.gate(change)).toMatchObject({ report: { ok: true }, isQueued: false });
    on.github.enqueue("olga", change.number);
    const ask = agreed("behind");
    expect(await on.gate(ask)).toMatchObject({ isQueued: true });
    expect(await checkQueue()).toEqual(["success", "success"]);
    on.github.settleQueue();
    expect(on.github.hub.pulls.get(ask.number)?.merged).not.toBeNull();
    expect(await on.apply()).toMatchObject({
      rules: [{ outcome: "accepted" }],
      admitted: [],
      refused: [{ code: "PENDING" }],
    });
    expect(on.company.holds("prod-db")).toEqual([]);
  });
});
