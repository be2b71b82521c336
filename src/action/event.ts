import { readFile } from "node:fs/promises";
import { member } from "../core/json/member.ts";
import { textIn } from "../core/json/text-in.ts";
import type { Environment } from "./runner.ts";

/** What happened, as far as the Action looks at it. It names what to look at, and proves nothing. */
export interface Happened {
  readonly name: string;
  /** The pull request that it is about. */
  readonly number: number | null;
  /** The commit that a workflow before this one ran for. */
  readonly head: string | null;
  /** The commit that a merge queue made of the pull request. */
  readonly queued: string | null;
  /** What a form asked for. */
  readonly form: Readonly<Record<string, string>>;
}

/** Reads the event from the file that the runner names. */
export async function readEvent(env: Environment): Promise<Happened> {
  const path = env["GITHUB_EVENT_PATH"] ?? "";
  const payload = path === "" ? {} : (JSON.parse(await readFile(path, "utf8")) as unknown);
  const queue = member(payload, "merge_group");
  const run = member(payload, "workflow_run");
  const [first] = listIn(run, "pull_requests");
  // A branch of a fork may bear any name, and wakes by the event pull_request: only the queue's own is one of the queue's.
  const isQueueRun = textIn(run, "event") === "merge_group";
  const branch = isQueueRun ? textIn(run, "head_branch") : textIn(queue, "head_ref")?.replace(/^refs\/heads\//, "");
  const inQueue = /^gh-readonly-queue\/.+\/pr-(?<number>[1-9][0-9]{0,9})-[0-9a-f]{40}$/.exec(branch ?? "")?.groups;
  return {
    name: env["GITHUB_EVENT_NAME"] ?? "unknown",
    number:
      numberIn(member(payload, "pull_request"), "number") ??
      (inQueue === undefined ? numberIn(first, "number") : Number(inQueue["number"])),
    head: commitIn(run, "head_sha"),
    queued: commitIn(queue, "head_sha") ?? (isQueueRun ? commitIn(run, "head_sha") : null),
    form: formIn(member(payload, "inputs")),
  };
}

function formIn(inputs: unknown): Readonly<Record<string, string>> {
  if (typeof inputs !== "object" || inputs === null) return {};
  return Object.fromEntries(
    Object.entries(inputs as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "boolean" ? [[name, String(value)]] : [],
    ),
  );
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = member(value, name);
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

function commitIn(value: unknown, name: string): string | null {
  const text = textIn(value, name);
  return text !== null && /^[0-9a-f]{40}$/.test(text) ? text : null;
}

function numberIn(value: unknown, name: string): number | null {
  const number = member(value, name);
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : null;
}
