import { validator } from "../json/validator.ts";
import type { WitnessConfig } from "./config.ts";
import { witnessSchemas } from "./witness-schemas.ts";

const faults = {
  git: validator(witnessSchemas.git),
  file: validator(witnessSchemas.file),
  exec: validator(witnessSchemas.exec),
} as const;

/** A witness as brevet.yaml or a deployment's pins name it, or null where that is none. */
export function toWitness(value: unknown): WitnessConfig | null {
  if (typeof value !== "object" || value === null) return null;
  const { kind, required = true, ...options } = value as { readonly [key: string]: unknown };
  if (kind !== "git" && kind !== "file" && kind !== "exec") return null;
  if (typeof required !== "boolean" || faults[kind](options) !== null) return null;
  return { kind, required, ...(kind === "exec" && { env: [] }), ...options } as WitnessConfig;
}
