import type { Annotations } from "../../core/decision/annotation.ts";
import { toWords } from "../../core/decision/reason.ts";
import type { Digest } from "../../core/json/digest.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { BrokenInvariant, PolicyTrial } from "../../core/report/policy-tests.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import type { Trial } from "../../ports/toolchain.ts";
import type { Breach, Counterexample } from "../invariants/find-breaches.ts";
import { differences } from "../invariants/differences.ts";
import { hintsOf } from "../invariants/hints.ts";
import { runTrial } from "../invariants/run-trial.ts";
import { isTested, pick } from "../lock/sources.ts";
import { toAnnotations } from "./annotations.ts";
import { ask } from "./ask.ts";
import { asked, toText } from "./asked.ts";
import type { ToolchainModule } from "./find-module.ts";
import { ownDataProblems } from "./own-data-problems.ts";
import type { Answer, Question } from "./question.ts";
import { toRegoProblems } from "./rego-problems.ts";

const entrypoint = "brevet/invariants/answer/main";
/** The same requests each time: what passes today passes tomorrow. */
const known = 1;
const megabytes = 64;
/** Far more than honest rules take, on a busy machine. */
const withinMs = (requests: number): number => 30_000 + 50 * requests;

/** The same question, and all that has to be compiled before invariants can be asked. */
export function withTrial(question: Question): Question {
  return { ...question, commands: [...question.commands, "inspect", "build"], entrypoint };
}

/** Compiles rules and invariants, and asks them. */
export async function tryAlone(
  module: ToolchainModule,
  files: PolicyFiles,
  trial: Trial,
  options: CallOptions,
): Promise<Result<PolicyTrial>> {
  const about = asked(files, isTested);
  if (!about.ok) return about;
  const answer = await ask(module, withTrial({ ...about.value, commands: [] }), options);
  if (!answer.ok) return answer;
  const problems = toRegoProblems(answer.value.problems, about.value.capabilities);
  return problems.length > 0 ? fail(problems) : await tryInvariants(answer.value, files, trial, options);
}

/** Asks every invariant about generated requests, judged by the rules in these files. */
export async function tryInvariants(
  { files: inspected = [], own_reads: reads = [], policy = "" }: Answer,
  files: PolicyFiles,
  { data, requests, lot }: Trial,
  { signal }: CallOptions,
): Promise<Result<PolicyTrial>> {
  const annotations = toAnnotations(inspected, toText(pick(files, isTested)));
  if (!annotations.ok) return annotations;
  const unfit = ownDataProblems(reads, files);
  if (unfit.length > 0) return fail(unfit);
  const wasm = Buffer.from(policy, "base64");
  const seeds: readonly [number, ...number[]] = lot === undefined ? [known] : [known, seedOf(lot)];
  const start = {
    wasm,
    data: JSON.stringify(data),
    hints: hintsOf(files, data),
    search: { runs: requests, seeds },
    megabytes,
  };
  const end = await runTrial(start, withinMs(requests * seeds.length), signal);
  if ("unfit" in end) return fail([problem("POLICY_TRIAL_FAILED", { what: end.unfit })]);
  const { broken, plain } = end;
  const invariants = Object.values(annotations.value).filter(({ rule }) => rule.startsWith("invariants.")).length;
  return succeed({
    invariants,
    requests: requests * seeds.length,
    broken: broken.map((one) => ({ ...toBroken(one, annotations.value), where: differences(plain, one.input) })),
  });
}

function seedOf(lot: Digest): number {
  return Buffer.from(lot.slice("sha256-".length), "base64url").readInt32BE();
}

function toBroken(one: Counterexample, annotations: Annotations): Omit<BrokenInvariant, "where"> {
  const { summary, next } = toWords(one, annotations);
  return { code: one.code, path: placeOf(one, annotations), message: summary, next, input: one.input };
}

/** The first rule among its facts; else the invariant itself, else where all comes together. */
function placeOf({ code, facts }: Breach, annotations: Annotations): string {
  const named = Object.values(facts).flatMap((fact) => (Array.isArray(fact) ? fact : []));
  const rule = [...named, code].flatMap((each) =>
    Object.hasOwn(annotations, each) ? [annotations[each]?.rule] : [],
  )[0];
  if (rule === undefined) return "policies/decision/decision.rego";
  const parts = rule.split(".");
  const folder = parts[0] === "own" || parts[0] === "invariants" ? parts : ["rules", ...parts];
  return `policies/${folder.join("/")}/${parts.at(-1) ?? ""}.rego`;
}
