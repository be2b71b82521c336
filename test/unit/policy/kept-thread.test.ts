import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answer } from "../../../src/policy/host/protocol.ts";
import type { Lost, Thread } from "../../../src/policy/host/thread.ts";
import { KeptThread } from "../../../src/policy/kept-thread.ts";

const limits = { deadlineMs: 1000, megabytes: 64, idleMs: 30_000 };
const asked = [{ json: "{}", wanted: "decision" }] as const;

/** Threads that answer at once; how many were started, and stopped. */
let started: number;
let stopped: number;
let answers: readonly Answer[] | Lost;
let kept: KeptThread;

function thread(): Thread {
  started += 1;
  return {
    ask: () => Promise.resolve(answers),
    stop: () => Promise.resolve(void (stopped += 1)),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  [started, stopped, answers] = [0, 0, []];
  kept = new KeptThread(limits, () => Promise.resolve(thread()), thread());
});
afterEach(() => vi.useRealTimers());

it("lets a thread go that nobody has asked for so long, and starts another for who asks then", async () => {
  await vi.advanceTimersByTimeAsync(29_999);
  await kept.ask(asked);
  await vi.advanceTimersByTimeAsync(29_999);
  expect([started, stopped]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect([started, stopped]).toEqual([1, 1]);
  expect(await kept.ask(asked)).toEqual([]);
  expect([started, stopped]).toEqual([2, 1]);
});

it("starts another after one was lost", async () => {
  answers = { lost: "slow", what: "no answer" };
  await kept.ask(asked);
  answers = [];
  await kept.ask(asked);
  expect([started, stopped]).toEqual([2, 0]);
});

it("starts none before it is asked", async () => {
  const other = new KeptThread(limits, () => Promise.resolve(thread()));
  expect([started, vi.getTimerCount()]).toEqual([1, 1]);
  await other.ask(asked);
  expect(started).toBe(2);
});

it("has nothing to wait for once it is stopped", async () => {
  await kept.ask(asked);
  await kept.stop();
  expect([stopped, vi.getTimerCount()]).toEqual([1, 0]);
});
