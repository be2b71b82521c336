import type { SecretRef } from "./config.ts";
import { secretOwner } from "./secret-owner.ts";

const form = /^(?:env:BREVET_[A-Z0-9_]{1,200}|file:[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)+)$/;

/** Why a secret's name cannot serve its owner, or null where it can: a secret serves one thing alone. */
export function secretFault(ref: string, owner: string, owners: readonly string[]): string | null {
  if (!form.test(ref)) return "it is neither a variable BREVET_… nor a file below the secrets folder";
  if (secretOwner(ref as SecretRef, owners) === owner) return null;
  return `its name does not say that it serves ${owner} alone`;
}
