import { parentPort, workerData } from "node:worker_threads";
import { entrypoints, firstSilences } from "../lock/entrypoints.ts";
import { textOf, toFailure } from "./failure.ts";
import type {
  Answer,
  AskedInput,
  Decided,
  Explained,
  Failure,
  Message,
  Question,
  Silence,
  ThreadStart,
} from "./protocol.ts";
import { compile, listOf, RulesInstance, type Compiled } from "./rules-instance.ts";
import { silencesAt, toSilences } from "./silences.ts";
import { isWhole, type ListedClause } from "./trail.ts";

/**
 * The thread that runs rules. They may loop, throw or eat memory: the thread can be ended from outside, and an
 * instance that threw is never used again.
 */
const { wasm, explain, data, megabytes } = workerData as ThreadStart;
const encoder = new TextEncoder();
/** An instance is replaced now and then, should it ever leak. */
const judgementsEach = 10_000;
/** Far beyond any decision; what is larger is no decision. */
const longestResult = 1_000_000;
/** A trail names every value that any condition read. */
const longestTrail = 16_000_000;

let compiled: Compiled | undefined;
let compiledExplain: Compiled | undefined;
let instance: RulesInstance | undefined;
let guard: { readonly instance: RulesInstance; readonly clauses: readonly ListedClause[] } | undefined;
let judged = 0;
let hasToldClauses = false;

function load(): RulesInstance {
  return withData((compiled ??= compile(wasm)));
}

function withData(module: Compiled): RulesInstance {
  const loaded = new RulesInstance(module, megabytes);
  loaded.setData(encoder.encode(data));
  return loaded;
}

function answer({ json, wanted }: AskedInput): Answer {
  try {
    const input = encoder.encode(json);
    const answered = wanted === "explanation" ? explainedOf(input) : decidedOf(input, wanted === "guarded decision");
    judged += 1;
    if (judged >= judgementsEach) renew();
    return answered;
  } catch (thrown) {
    renew();
    return toFailure(thrown, megabytes);
  }
}

function decidedOf(input: Uint8Array, isGuarded: boolean): Decided | Failure {
  instance ??= load();
  const result = instance.evaluate(input);
  if (result.length > longestResult) return { code: "POLICY_ANSWER_UNFIT", facts: { what: "it is far too long" } };
  return { result, lost: isGuarded && explain !== null ? silencesIn(input, explain) : [] };
}

function silencesIn(input: Uint8Array, module: Uint8Array): readonly Silence[] {
  const { instance: guarding, clauses } = (guard ??= loadGuard(input, module));
  if (guarding.answers(firstSilences)) return silencesAt(clauses, listOf(guarding.evaluate(input, firstSilences)));
  const wholes = listOf(guarding.evaluate(input, entrypoints.whole));
  if (wholes.length !== clauses.length) throw new TypeError("explain.wasm does not tell of each clause");
  if (wholes.every(isWhole)) return [];
  const silences = toSilences(clauses, listOf(guarding.evaluate(input, entrypoints.trail)));
  if (silences.length === 0) throw new TypeError("explain.wasm does not tell where a rule fell silent");
  return silences;
}

function explainedOf(input: Uint8Array): Explained | Failure {
  if (explain === null) return { code: "POLICY_FAILED", facts: { what: "there is no explain.wasm" } };
  const { instance: guarding, clauses } = (guard ??= loadGuard(input, explain));
  const trees = guarding.evaluate(input, entrypoints.trail);
  if (trees.length > longestTrail) return { code: "POLICY_ANSWER_UNFIT", facts: { what: "it is far too long" } };
  const isNew = !hasToldClauses;
  hasToldClauses = true;
  return { clauses: isNew ? JSON.stringify(clauses) : null, trees };
}

function loadGuard(input: Uint8Array, module: Uint8Array): NonNullable<typeof guard> {
  const loaded = withData((compiledExplain ??= compile(module)));
  return { instance: loaded, clauses: listOf(loaded.evaluate(input, entrypoints.rules)) as readonly ListedClause[] };
}

function renew(): void {
  instance = guard = undefined;
  judged = 0;
}

function say(message: Message): void {
  parentPort?.postMessage(message);
}

try {
  instance = load();
  parentPort?.on("message", ({ id, inputs }: Question) => {
    say({ kind: "answers", id, answers: inputs.map(answer) });
  });
  say({ kind: "ready" });
} catch (thrown) {
  say({ kind: "unfit", what: textOf(thrown) });
}
