import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Entitlement } from "../../core/catalog/entitlements.ts";
import type { TargetTraits } from "../../core/config/config.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { toInput } from "../../core/decision/to-input.ts";
import { digestJson } from "../../core/json/digest.ts";
import { begin } from "../../core/ledger/begin.ts";
import { after, type Instant } from "../../core/time/instant.ts";

/** Long enough to be asked for, and no longer: what demands more of a longer lease demands that of nobody here. */
const asked = 3_600;
const nothing = digestJson(null);

/** What the rules would be asked if somebody who never asked before asked for that now, for an hour. */
export function draftInput(
  { resource, role }: Entitlement,
  by: { readonly subject: string; readonly requester: string },
  { catalog, traits, now }: { readonly catalog: Catalog; readonly traits: TargetTraits; readonly now: Instant },
): PolicyInput {
  const seconds = Math.min(asked, role.max);
  const date = new Date(now).toISOString().slice(0, 10);
  return toInput({
    phase: "check",
    now,
    catalog,
    traits,
    change: { kind: "added", source: "plain", number: null },
    request: {
      id: `${resource.id}/${date}-${by.subject}`,
      resource: resource.id,
      date,
      subject: by.subject,
      role: role.name,
      seconds,
      reason: "",
      ticket: null,
      start: null,
      extends: null,
      emergency: false,
      publicKey: null,
    },
    digest: nothing,
    effectDigest: nothing,
    lease: { from: now, until: after(now, seconds) },
    chain: { seconds, links: 1 },
    resource,
    role,
    requester: by.requester,
    state: begin({ at: now, repository: "", genesis: nothing }),
    approvals: [],
    objections: [],
  });
}
