import { describe, expect, it } from "vitest";
import type { State } from "../../../../src/core/ledger/state.ts";
import { after } from "../../../../src/core/time/instant.ts";
import { Herald } from "../../../../src/engine/watch/herald.ts";
import { FakeNotifiers } from "../../../fakes/notifier.ts";
import { config as plain } from "../../core/catalog/example.ts";
import { historyOf, morning } from "../../core/ledger/history.ts";
import { alices } from "../../core/ledger/notified.ts";

const config = {
  ...plain,
  notify: [{ id: "chat", kind: "webhook", url: "env:BREVET_CHAT_URL", on: ["ended"] }],
} as const;
const state = { grants: { a: alices() } } as unknown as State;
const both = ["team:ops", "team:security"];

function begin(): { herald: Herald; notifiers: FakeNotifiers; world: { now: typeof morning; woken: number } } {
  const world = { now: morning, woken: 0 };
  const notifiers = new FakeNotifiers();
  const ports = { notifiers, clock: { now: () => world.now } };
  const wake = (): void => void (world.woken += 1);
  return { herald: new Herald({ ports, wake, options: { signal: new AbortController().signal } }), notifiers, world };
}

describe("a herald", () => {
  it("tells whom it must beside everything else, and asks for a round that records it", async () => {
    const { herald, notifiers, world } = begin();
    herald.tell(state, config);
    expect(notifiers.heard).toEqual([]);
    await herald.settle();
    expect(notifiers.heard.map(([, { to }]) => to).sort()).toEqual(both);
    expect(herald.told.map(({ to }) => to).sort()).toEqual(both);
    expect(world.woken).toBe(1);
  });

  it("tells nobody again whose telling is not recorded yet, nor while it is under way", async () => {
    const { herald, notifiers } = begin();
    herald.tell(state, config);
    herald.tell(state, config);
    await herald.settle();
    herald.tell(state, config);
    await herald.settle();
    expect(notifiers.heard).toHaveLength(2);
    herald.drop(herald.told);
    expect(herald.told).toEqual([]);
  });

  it("tries again after half a minute, and says meanwhile what is wrong", async () => {
    const { herald, notifiers, world } = begin();
    notifiers.deaf.add("chat");
    herald.tell(state, config);
    await herald.settle();
    expect(herald.problems.map(({ code }) => code)).toEqual(["NOTICE_NOT_TAKEN"]);
    notifiers.deaf.clear();
    world.now = after(morning, 29);
    herald.tell(state, config);
    await herald.settle();
    expect(notifiers.heard).toEqual([]);
    world.now = after(morning, 30);
    herald.tell(state, config);
    await herald.settle();
    expect(herald.told).toHaveLength(2);
    expect(herald.problems).toEqual([]);
  });

  it("tells events that a notifier names, ten of a kind one by one, and how many there are beside", async () => {
    const { herald, notifiers } = begin();
    const { sealed } = historyOf(Array.from({ length: 13 }, () => ({ type: "drift" }) as const));
    const events = sealed.map(({ event }) => event).filter(({ type }) => type === "drift");
    const named = { ...config, notify: [{ ...config.notify[0], on: ["drift"] }] } as const;
    herald.say(events, { grants: {} }, named);
    herald.say(events.slice(0, 1), { grants: {} }, named);
    herald.say(events, { grants: {} }, config);
    await herald.settle();
    expect(notifiers.heard.map(([, { event, more }]) => [event, more])).toEqual([
      ...Array.from({ length: 9 }, () => ["drift", 0]),
      ["drift", 3],
      ["drift", 0],
    ]);
  });
});
