import type { Silence } from "./protocol.ts";

/** The rules' steps, as `explain.wasm` lists them. */
export interface ListedRule {
  readonly rule: string;
  readonly steps: readonly { readonly reads: readonly string[] }[];
}

type Place = readonly [rule: number, step: number, read: number];

/** The silences that `explain.wasm` found, each once, in order. Throws where its answers do not fit each other. */
export function toSilences(rules: unknown, lost: unknown): readonly Silence[] {
  const listed = resultOf(rules) as readonly ListedRule[];
  const found = (resultOf(lost) as readonly Place[]).map(([rule, step, read]) => {
    const at = listed[rule];
    const what = at?.steps[step]?.reads[read];
    if (at === undefined || what === undefined) throw new TypeError("explain.wasm names a step that is none");
    return { rule: at.rule, what: step === at.steps.length - 1 ? "its head" : what.slice(0, 200) };
  });
  const byText = new Map(found.map((silence) => [`${silence.rule} ${silence.what}`, silence]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, silence]) => silence);
}

/** The one list in a set of results. */
export function resultOf(results: unknown): readonly unknown[] {
  const list = (results as readonly { readonly result: unknown }[])[0]?.result;
  if (!Array.isArray(list)) throw new TypeError("explain.wasm gave no answer");
  return list as readonly unknown[];
}
