import { nearest } from "../../core/problem/nearest.ts";
import type { ToolchainProblem } from "./question.ts";

/** What is wrong in a rule, and what to do next. */
export interface RegoWords {
  readonly what: string;
  readonly next?: string;
}

/** What stands in for functions that are not to be had where requests are judged. */
const instead: readonly (readonly [form: RegExp, next: string])[] = [
  [/^time\./, "The engine reads the clock: use input.time, whose moments are seconds since 1970."],
  [/^(?:sprintf|json\.marshal|yaml\.)/, 'Write text as $"{x}", or hand over facts and let the message word them.'],
  [
    /^(?:http\.|net\.lookup|opa\.)/,
    "Rules look nothing up: what is outside comes as evidence (brevet.yaml) or own data.",
  ],
  [/^(?:rand\.|uuid\.)/, "The same request has to get the same answer: leave it out."],
];

/** What to do about what OPA itself finds. */
const known: readonly (readonly [form: RegExp, next: string])[] = [
  [/is recursive/, "Break the circle: nothing may hang on itself."],
  [/^(?:import|assigned var) .* unused/, "Remove it, or use it."],
  [/^var \S+ is unsafe/, "Give it a value first (some x in …, or x := …); a misspelt name looks the same."],
  [/^match error/, "Compare what can be equal: these two never are."],
  [/conflicting rules/, "Give one of them another name."],
  [/^nothing asks a rule for/, "Say it as one of these, or begin a helper's name with _."],
  [
    /says nothing$/,
    "Write deny contains result.reason(…) if { … }, or another of what a rule may say (docs/rules.md).",
  ],
  [
    /^there is no \S+ in data\.brevet/,
    "Name a package or a rule that a file says; those of tests are there for tests alone.",
  ],
  [/^no decision takes/, "Write policies/decision/decision.rego as the pack has it: it takes what own rules say."],
  [/^(?:a|an|true) .*is compared with /, "Compare like with like: lengths of time are seconds, as numbers."],
  [/is no set here/, "Write it with contains, such as deny contains result.reason(…) if { … }."],
  [/^(?:deny|warn|info) says /, "Make it with result.reason(rego.metadata.chain(), {facts})."],
  [/^stage says /, 'Make it with result.stage(rego.metadata.chain(), "owner", {"count": 1, "from": […], "need": []}).'],
  [/^bound says /, 'Write {"max": 3600}, or {"not_after": a moment}: seconds, as numbers.'],
  [/^obligation says /, 'Write an object with its kind, such as {"kind": "notify", "to": "team:security"}.'],
  [
    /^rules here may not read data\.own/,
    "Only rules below own/ read it: read data.org here, which catalog/org.yaml fills.",
  ],
  [
    /^rules here may not read/,
    "Read input, data.org or, below own/, data.own; what the catalog says beyond that goes into attributes.",
  ],
];

/** Words for what the toolchain found. builtins: the functions that rules may use. */
export function toRegoWords(found: ToolchainProblem, builtins: readonly string[]): RegoWords {
  const { one_of: names = [], name, text, detail, add = [] } = found;
  const message = found.message.replaceAll(/\s+/g, " ").trim();
  const lacking = /^undefined function (?<called>\S+)$/.exec(message)?.groups?.["called"];
  if (lacking !== undefined) return { what: message, next: nextFunction(lacking, builtins) };
  if (add.length > 0) return { what: message, next: `Add to policies/decision/pack.rego: ${add.join("; and ")}` };
  const beside = detail ?? text;
  const what = beside === undefined ? message : `${message}: ${beside.replaceAll(/\s+/g, " ").trim()}`;
  const next = known.find(([form]) => form.test(message))?.[1];
  if (names.length === 0) return { what, ...given(next) };
  return { what: `${what}; there are ${names.join(", ")}`, ...given(nextName(name, names) ?? next) };
}

function nextFunction(called: string, builtins: readonly string[]): string {
  const other = instead.find(([form]) => form.test(called))?.[1];
  if (other !== undefined) return other;
  const near = nearest(called, builtins);
  return near === null ? "policies/capabilities.json lists all that are to be had here." : `Did you mean ${near}?`;
}

function nextName(name: string | undefined, names: readonly string[]): string | undefined {
  const near = name === undefined ? null : nearest(name, names);
  return near === null ? undefined : `Did you mean ${near}?`;
}

function given(next: string | undefined): { readonly next?: string } {
  return next === undefined ? {} : { next };
}
