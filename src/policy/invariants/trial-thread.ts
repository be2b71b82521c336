import { parentPort, workerData } from "node:worker_threads";
import type { PolicyInput } from "../../core/decision/input.ts";
import { textOf, toFailure } from "../host/failure.ts";
import { compile, listOf, RulesInstance } from "../host/rules-instance.ts";
import { findBreaches, plainest, type Breach } from "./find-breaches.ts";
import { policyInputs } from "./policy-inputs.ts";
import type { TrialEnd, TrialStart } from "./trial-protocol.ts";

/** The thread that asks the invariants: rules that never end are ended with it. */
const { wasm, data, hints, search, megabytes } = workerData as TrialStart;
const encoder = new TextEncoder();
const compiled = compile(wasm);
let instance: RulesInstance | undefined;

function breachesOf(input: PolicyInput): readonly Breach[] {
  try {
    if (instance === undefined) {
      instance = new RulesInstance(compiled, megabytes);
      instance.setData(encoder.encode(data));
    }
    return listOf(instance.evaluate(encoder.encode(JSON.stringify(input)))) as readonly Breach[];
  } catch (thrown) {
    instance = undefined;
    const { code, facts } = toFailure(thrown, megabytes);
    return [{ code, facts }];
  }
}

function say(end: TrialEnd): void {
  parentPort?.postMessage(end);
}

try {
  const inputs = policyInputs(hints);
  const broken = findBreaches(inputs, breachesOf, search);
  say({ broken, plain: broken.length === 0 ? null : plainest(inputs, search.seeds[0]) });
} catch (thrown) {
  say({ unfit: textOf(thrown) });
}
