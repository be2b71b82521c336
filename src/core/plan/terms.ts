import { mergeObligations } from "../decision/merge-obligations.ts";
import type { Grant } from "../grant/grant.ts";
import { canonical } from "../json/canonical.ts";
import type { Json } from "../json/value.ts";

/** An account's name as its target compares it. */
export type Comparable = (account: string) => string;

/** How a target compares whose kind is not known: names are the same only where they are written alike. */
export const asWritten: Comparable = (account) => account;

/** What an effect gives whom on its target, as one text: equal texts are the same access. */
export function accessKey(of: { readonly principal: string; readonly rights: Json }, comparable: Comparable): string {
  return canonical([comparable(of.principal), of.rights]);
}

/** The same, with everything that keeps two grants from sharing it: the key it is for, and what must be kept. */
export function termsKey({ effect, publicKey, obligations }: Grant, comparable: Comparable): string {
  const kept = mergeObligations(obligations);
  return canonical([accessKey(effect, comparable), publicKey, kept]);
}
