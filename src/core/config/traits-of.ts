import { own } from "../json/own.ts";
import type { Kinds, TargetConfig, TargetTraits } from "./config.ts";

/** The traits of one configured target: its kind's, with what its options let it keep. Undefined: no such kind is known. */
export function traitsOf(
  target: Pick<TargetConfig, "kind" | "options"> | undefined,
  kinds: Kinds,
): TargetTraits | undefined {
  const traits = target === undefined ? undefined : kinds.get(target.kind);
  if (target === undefined || traits?.keepsIf === undefined) return traits;
  const more = Object.entries(traits.keepsIf).filter(([option]) => own(target.options, option) === true);
  return { ...traits, keeps: [...traits.keeps, ...more.map(([, kind]) => kind)] };
}
