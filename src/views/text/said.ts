import type { Json } from "../../core/json/value.ts";
import { shortValue } from "./short-value.ts";

/** What a rule said, without the marks of JSON: `LEASE_TOO_LONG  asked 43200, max 28800`, `owner: 1 of team:payments`, `max 3600`. */
export function saidText(value: Json): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return shortValue(value);
  const { code, facts, field: _, ...rest } = value as { readonly [name: string]: Json };
  if (typeof code === "string") return [code, pairs(facts ?? null)].filter((part) => part !== "").join("  ");
  const { name, count, from, need, because, ...more } = rest;
  if (typeof name !== "string") return pairs(rest);
  const who = Array.isArray(from) ? from.map(String).join(", ") : "";
  const keys = Array.isArray(need) && need.length > 0 ? ` with ${need.map(String).join(" and ")}` : "";
  const left = pairs(more);
  return `${name}: ${plain(count)} of ${who === "" ? "nobody" : who}${keys} (${plain(because)})${left === "" ? "" : `, ${left}`}`;
}

function pairs(value: Json): string {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return value === null ? "" : shortValue(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${plain(inner)}`)
    .join(", ");
}

function plain(value: Json | undefined): string {
  return typeof value === "string" ? value : shortValue(value ?? null);
}
