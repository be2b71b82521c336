import { canonical } from "../../core/json/canonical.ts";
import type { Decision } from "../../core/decision/decision.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { ScenarioTested } from "../../core/report/policy-tests.ts";
import type { Instant } from "../../core/time/instant.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";
import { readYaml } from "../../core/yaml/read-yaml.ts";
import { validate } from "../../core/yaml/validate.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import type { Worktree } from "../../ports/worktree.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged } from "../judge/case.ts";
import { outcomeOf } from "../judge/report-request.ts";
import type { Rules } from "../rules/read-rules.ts";
import { runScenario } from "./run-scenario.ts";
import { scenariosSchema, type Scenario } from "../../core/report/scenario-schema.ts";

const folder = "test/scenario";
const maxBytes = 1024 * 1024;

interface Named {
  readonly path: string;
  readonly name: string;
  readonly scenario: Scenario;
}

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
    const wrong = unfit.map((one) => `history: ${one.id} is ${outcomeOf(one)}`);
    runs.push({ about, judged, wrong: [...wrong, ...differences(judged, about.scenario.expect)] });
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

async function readScenarios(worktree: Worktree, options: CallOptions): Promise<Result<readonly Named[]>> {
  const problems: Problem[] = [];
  const named: Named[] = [];
  for (const path of (await worktree.list([folder], options)).filter((each) => each.endsWith(".yaml"))) {
    const bytes = (await worktree.read(path, options)) ?? new Uint8Array();
    const document = readYaml(bytes, { path, maxBytes, syntax: "RULES_SYNTAX" });
    const read = document.ok ? validate(scenariosSchema, document.value) : document;
    if (!read.ok || !document.ok) {
      problems.push(...(read.ok ? [] : read.problems));
      continue;
    }
    for (const [name, scenario] of Object.entries(read.value)) {
      named.push({ path, name, scenario });
      const wrong = [scenario, ...(scenario.history ?? [])].find(({ at }) => parseInstant(at) === null);
      if (wrong !== undefined) {
        const place = document.value.placeOf(`/${name}/at`);
        const form = "2026-11-23T10:00:00Z";
        problems.push(problem("ARGUMENT_INVALID", { what: "moment", value: wrong.at, form }, place));
      }
    }
  }
  return problems.length > 0 ? fail(problems) : succeed(named);
}

/** Read before: it is one. */
function moment(at: string): Instant {
  const parsed = parseInstant(at);
  if (parsed === null) throw new TypeError(`${at} is no moment`);
  return parsed;
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
