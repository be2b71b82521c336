import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Thread } from "../../../src/policy/host/thread.ts";
import { JudgeQueue } from "../../../src/policy/judge-queue.ts";
import { policyInput } from "../../fakes/policy-input.ts";

const options = new AbortController().signal;

/** Threads that answer at once; how many were started, and stopped. */
let started: number;
let stopped: number;
let queue: JudgeQueue;

function thread(): Thread {
  started += 1;
  return {
    ask: (inputs) => Promise.resolve(inputs.map(() => ({ result: "[]", lost: [] }))),
    stop: () => Promise.resolve(void (stopped += 1)),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  [started, stopped] = [0, 0];
  const limits = { deadlineMs: 1000, megabytes: 64, idleMs: 30_000 };
  queue = new JudgeQueue({}, limits, thread(), () => Promise.resolve(thread()));
});
afterEach(() => vi.useRealTimers());

it("lets a thread go that nobody has asked for so long, and starts another for who asks then", async () => {
  await vi.advanceTimersByTimeAsync(29_999);
  await queue.judge([policyInput()], options);
  await vi.advanceTimersByTimeAsync(29_999);
  expect([started, stopped]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect([started, stopped]).toEqual([1, 1]);
  expect(await queue.judge([policyInput()], options)).toHaveLength(1);
  expect([started, stopped]).toEqual([2, 1]);
});

it("has nothing to wait for once it is closed", async () => {
  await queue.judge([policyInput()], options);
  await queue.close();
  expect(vi.getTimerCount()).toBe(0);
});
