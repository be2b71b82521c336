import { canonical } from "../../core/json/canonical.ts";
import type { Decision } from "../../core/decision/decision.ts";
import { succeed, type Result } from "../../core/problem/result.ts";
import type { ScenarioTested } from "../../core/report/policy-tests.ts";
import type { Scenario } from "../../core/report/scenario-schema.ts";
import type { Instant } from "../../core/time/instant.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import type { Worktree } from "../../ports/worktree.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged } from "../judge/case.ts";
import { explain } from "../judge/explain.ts";
import { outcomeOf } from "../judge/report-request.ts";
import type { Rules } from "../rules/read-rules.ts";
import { readScenarios, type Named } from "./read-scenarios.ts";
import { runScenario } from "./run-scenario.ts";

/**
 * Runs the scenarios of the work tree by its rules, compiled anew: on the whole path of a request, whose decision wasm
 * gives, and by OPA's own evaluator. All have to come to what is expected. by: the rules' files, and the rules read from
 * them where they are needed.
 */
export async function testScenarios(
  ports: JudgePorts & { readonly worktree: Worktree },
  by: { readonly files: PolicyFiles; readonly rules: () => Promise<Result<Rules>> },
  options: CallOptions,
): Promise<Result<readonly ScenarioTested[]>> {
  const named = await readScenarios(ports.worktree, options);
  if (!named.ok || named.value.length === 0) return named.ok ? succeed([]) : named;
  const { files } = by;
  const read = await by.rules();
  if (!read.ok) return read;
  const built = await ports.toolchain.build(files, options);
  if (!built.ok) return built;
  const rules: Rules = { ...read.value, policy: new Map([...files, ...built.value]) };
  const runs: { readonly about: Named; readonly judged: Judged; readonly wrong: readonly string[] }[] = [];
  for (const about of named.value) {
    const { judged, history } = await run(ports, rules, about.scenario, options);
    const unfit = history.filter((one) => outcomeOf(one) !== "allowed");
    const before: string[] = [];
    for (const one of unfit)
      before.push(`history: ${one.id} is ${outcomeOf(one)}`, ...(await saidOf(ports, one, options)));
    const wrong = differences(judged, about.scenario.expect);
    const said = wrong.length === 0 ? [] : await saidOf(ports, judged, options, about.scenario.expect.codes);
    runs.push({ about, judged, wrong: [...before, ...wrong, ...said] });
  }
  const asked = runs.flatMap(({ judged }) => (judged.judgement === null ? [] : [judged.judgement]));
  const data = { org: rules.catalog.org.data, own: rules.catalog.own };
  const inputs = asked.map(({ input }) => input);
  const native = await ports.toolchain.judge(files, data, inputs, options);
  if (!native.ok) return native;
  const byInput = new Map(asked.map(({ input }, index) => [input, native.value[index] ?? null]));
  return succeed(
    runs.map(({ about: { path, name }, judged, wrong }) => {
      const { judgement } = judged;
      const disagrees = judgement !== null && !isSame(judgement.decision, byInput.get(judgement.input) ?? null);
      const all = disagrees ? [...wrong, "OPA's own evaluator decides otherwise than policy.wasm"] : wrong;
      return { path, name, passed: all.length === 0, wrong: all };
    }),
  );
}

async function run(
  ports: JudgePorts,
  rules: Rules,
  { at, history = [], ...asked }: Scenario,
  options: CallOptions,
): ReturnType<typeof runScenario> {
  const before = history.map((one) => ({ ...one, at: moment(one.at) }));
  return await runScenario(ports, rules, { before, asked: { ...asked, at: moment(at) } }, options);
}

/** Read before: it is one. */
function moment(at: string): Instant {
  const parsed = parseInstant(at);
  if (parsed === null) throw new TypeError(`${at} is no moment`);
  return parsed;
}

/** What stands against a request in words, but for what is expected. */
async function saidOf(
  ports: JudgePorts,
  judged: Judged,
  options: CallOptions,
  expected: readonly string[] = [],
): Promise<readonly string[]> {
  const said = await explain(ports, judged, options);
  return said
    .filter(({ code }) => !expected.includes(code))
    .map(({ code, message, next }) => `${code}: ${message} Next: ${next}`);
}

/** In what a judgement is other than expected. */
function differences(judged: Judged, { outcome, codes, stages }: Scenario["expect"]): readonly string[] {
  const verdict = judged.judgement?.verdict ?? null;
  const said = verdict?.reasons.flatMap(({ severity, code }) => (severity === "info" ? [] : [code])) ?? [];
  const found = {
    outcome: outcomeOf(judged),
    codes: [...new Set([...judged.problems.map(({ code }) => code), ...said])].sort(),
    stages: Object.fromEntries((verdict?.stages ?? []).map(({ name, missing }) => [name, missing])),
  };
  const expected = { outcome, codes: codes?.toSorted(), stages };
  return (["outcome", "codes", "stages"] as const).flatMap((key) => {
    const wanted = expected[key];
    if (wanted === undefined || canonical(wanted) === canonical(found[key])) return [];
    return [`${key}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found[key])}`];
  });
}

/** The guard's own denial is no part of what the rules say. */
function isSame(ours: Decision, native: Decision | null): boolean {
  const reasons = ours.reasons.filter(({ code }) => code !== "POLICY_UNDEFINED");
  return native !== null && canonical({ ...ours, reasons }) === canonical(native);
}
