import { combine } from "../../core/decision/combine.ts";
import type { Decision } from "../../core/decision/decision.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { recordedInput } from "../../core/ledger/recorded-input.ts";
import { restoreInput } from "../../core/ledger/restore-input.ts";
import { thrown } from "../../core/problem/brevet-error.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PastPorts } from "../engine-ports.ts";
import type { JudgingRules } from "../rules/read-rules.ts";
import type { PastDecision } from "./past-decisions.ts";
import type { Revisions } from "./revisions.ts";

/** A past request as it was asked, and by whom; its input is of the version that was recorded. */
export interface AskedThen {
  readonly rules: JudgingRules;
  readonly version: number;
  readonly input: PolicyInput;
}

/** A past request as it was asked: null where its words or its rules are not here, or a newer Brevet asked. */
export async function askedThen(
  past: PastDecision,
  which: "merge" | "now",
  revisions: Revisions,
  options: CallOptions,
): Promise<AskedThen | null> {
  const recorded = recordedInput(past.judged, which);
  if (recorded === null || past.words === null) return null;
  const rules = await revisions.of(past.judged.rules[which], options);
  if (rules === null) return null;
  return { rules, version: recorded.version, input: restoreInput(recorded.input, past.words, rules.catalog) };
}

/** The decisions of past requests by the rules that judged them then: null where they cannot be asked any more. */
export async function judgedThen(
  ports: PastPorts,
  batch: readonly PastDecision[],
  revisions: Revisions,
  options: CallOptions,
): Promise<readonly (Decision | null)[]> {
  const now = await judgeBy(ports, batch, "now", revisions, options);
  const changed = batch.map(({ judged }) => judged.rules.merge !== judged.rules.now);
  if (!changed.includes(true)) return now;
  const merge = await judgeBy(
    ports,
    batch.filter((_, index) => changed[index]),
    "merge",
    revisions,
    options,
  );
  return now.map((decision, index) => {
    if (changed[index] !== true) return decision;
    const other = merge.shift() ?? null;
    return decision === null || other === null ? null : combine(other, decision);
  });
}

async function judgeBy(
  ports: PastPorts,
  batch: readonly PastDecision[],
  which: "merge" | "now",
  revisions: Revisions,
  options: CallOptions,
): Promise<(Decision | null)[]> {
  const decisions: (Decision | null)[] = [];
  let waiting: PolicyInput[] = [];
  let by: AskedThen | null = null;
  const ask = async (): Promise<void> => {
    if (by !== null) decisions.push(...(await judgeAll(ports, by.rules, waiting, { ...options, version: by.version })));
    waiting = [];
  };
  for (const past of batch) {
    const asked = await askedThen(past, which, revisions, options);
    if (asked === null || asked.rules.digest !== by?.rules.digest || asked.version !== by.version) await ask();
    by = asked;
    if (asked === null) decisions.push(null);
    else waiting.push(asked.input);
  }
  await ask();
  return decisions;
}

/** Decisions by one revision of the rules, on inputs of that version, or of the newest. Throws where it cannot be loaded. */
export async function judgeAll(
  ports: PastPorts,
  rules: JudgingRules,
  inputs: readonly PolicyInput[],
  options: CallOptions & { readonly version?: number },
): Promise<readonly Decision[]> {
  if (inputs.length === 0) return [];
  const policy = await ports.policies.of(rules, options);
  if (!policy.ok) throw thrown(policy.problems);
  return await policy.value.judgeAll(inputs, options);
}
