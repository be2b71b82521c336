import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { Instant } from "../time/instant.ts";
import type { Grant } from "./grant.ts";

/** What an extension must have in common with the grant that it goes on from. */
export interface Extending {
  readonly extends: string;
  readonly subject: string;
  readonly entitlement: string;
  readonly target: string;
  readonly principal: string;
}

/** Everything that keeps a request from extending a grant; empty where nothing does. */
export function extensionFaults(
  asked: Extending,
  grants: { readonly [id: string]: Grant },
  now: Instant,
): readonly Problem[] {
  const grant = Object.hasOwn(grants, asked.extends) ? grants[asked.extends] : undefined;
  if (grant === undefined) return [problem("EXTENDS_UNKNOWN", { extends: asked.extends })];
  const { effect } = grant;
  const pairs = [
    ["subject", grant.subject, asked.subject],
    ["role", grant.entitlement, asked.entitlement],
    ["target", effect.target, asked.target],
    ["account", effect.principal, asked.principal],
  ] as const;
  const others = pairs.filter(([, old, wanted]) => old !== wanted);
  const state = stateOf(grant, now);
  return [
    ...(state === null ? [] : [problem("EXTENDS_NOT_ACTIVE", { extends: asked.extends, state })]),
    ...others.map(([what]) => problem("EXTENDS_OTHER", { extends: asked.extends, what })),
  ];
}

/** Why a grant is not active, or null where it is. */
function stateOf({ state, ending, lease }: Grant, now: Instant): string | null {
  if (state !== "active") return state;
  if (ending !== null) return `ending: ${ending}`;
  return lease.until <= now ? "over" : null;
}
