import type { Words } from "../problem/words.ts";
import { catalogue, type Code } from "../problem/catalogue.ts";
import { formatDuration } from "../time/duration.ts";
import type { Annotations, FactKind } from "./annotation.ts";
import type { Reason } from "./decision.ts";

/**
 * What a reason means, in words: a rule's message and next step filled with its facts, or the catalogue's words
 * where the code is the engine's own. A code that nobody knows is shown with its facts.
 */
export function toWords(reason: Pick<Reason, "code" | "facts">, annotations: Annotations): Words {
  const { code, facts } = reason;
  const rule = Object.hasOwn(annotations, code) ? annotations[code] : undefined;
  if (rule !== undefined) {
    return { summary: fill(rule.message, facts, rule.facts), next: fill(rule.next, facts, rule.facts) };
  }
  if (Object.hasOwn(catalogue, code)) return (catalogue[code as Code] as (facts: Reason["facts"]) => Words)(facts);
  return { summary: `${code} ${JSON.stringify(facts)}`, next: "Ask who wrote the rule: its METADATA is not here." };
}

function fill(text: string, facts: Reason["facts"], kinds: { readonly [name: string]: FactKind }): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return fact === undefined ? placeholder : word(fact, kinds[name] ?? "text");
  });
}

function word(fact: Exclude<Reason["facts"][string], undefined>, kind: FactKind): string {
  if (Array.isArray(fact)) return fact.length === 0 ? "nobody" : fact.join(", ");
  if (typeof fact === "number" && kind === "duration")
    return fact < 0 ? `-${formatDuration(-fact)}` : formatDuration(fact);
  if (typeof fact === "number" && kind === "instant") return toMinute(fact);
  return String(fact);
}

function toMinute(epochSeconds: number): string {
  const at = new Date(epochSeconds * 1000);
  return Number.isNaN(at.getTime()) ? `${epochSeconds}` : `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
