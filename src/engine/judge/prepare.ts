import type { Role } from "../../core/catalog/catalog.ts";
import type { TargetTraits } from "../../core/config/config.ts";
import { bestOfEach } from "../../core/decision/best-of-each.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { toInput } from "../../core/decision/to-input.ts";
import { chainOf } from "../../core/grant/chain.ts";
import { extensionFaults } from "../../core/grant/extension-faults.ts";
import type { Lease } from "../../core/grant/grant.ts";
import { leaseOf } from "../../core/grant/lease.ts";
import type { Digest } from "../../core/json/digest.ts";
import { tenuresOf } from "../../core/ledger/tenures-of.ts";
import { problem, type Place, type Problem } from "../../core/problem/problem.ts";
import { effectDigest, requestDigest } from "../../core/request/digests.ts";
import type { Effect } from "../../core/request/effect.ts";
import { readRequest } from "../../core/request/read-request.ts";
import type { Request } from "../../core/request/request.ts";
import { resolveRequest } from "../../core/request/resolve-request.ts";
import { usableWindow } from "../../core/request/usable-window.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { peopleNamed } from "../change/contributors.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { matches } from "../orders/matches.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Case } from "./case.ts";
import { lookUpSeen, weigh, type Evidence } from "./evidence.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { openerOf } from "./opener.ts";
import { isSubjectsKey } from "./public-key.ts";
import { drafterOf, requesterOf } from "./requester.ts";
import { weighReviews } from "./weigh-reviews.ts";

/** What one revision of the rules makes of a request, up to the question to the policy. */
export interface Prepared {
  readonly rules: Rules;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly placeOf: (key: string) => Place;
  readonly request: Request | null;
  readonly role: Role | null;
  readonly lease: Lease | null;
  readonly traits: TargetTraits | null;
  readonly requester: string | null;
  readonly digest: Digest | null;
  readonly effect: Effect | null;
  readonly effectDigest: Digest | null;
  readonly usableUntil: Instant | null;
  readonly evidence: Evidence | null;
  /** Who fills no seat: who asked, who gets access, who touched the file. */
  readonly excluded: ReadonlySet<string>;
  /** What the policy is asked; null where a problem stands before it. */
  readonly input: PolicyInput | null;
}

const nothing = {
  problems: [],
  warnings: [],
  request: null,
  role: null,
  lease: null,
  traits: null,
  requester: null,
  digest: null,
  effect: null,
  effectDigest: null,
  usableUntil: null,
  evidence: null,
  excluded: new Set<string>(),
  input: null,
} as const;

/** Reads a request, gathers what people signed about it, and works out what the policy is asked. */
export async function prepare(ports: JudgePorts, rules: Rules, about: Case, options: CallOptions): Promise<Prepared> {
  const { config, catalog } = rules;
  const read = readRequest(about.id, about.bytes);
  const here = (): Place => ({ path: about.path });
  if (!read.ok)
    return { ...nothing, rules, placeOf: here, problems: read.problems.map((p) => ({ ...p, path: about.path })) };
  const { request } = read.value;
  const placeOf = (key: string): Place => ({ ...read.value.placeOf(key), path: about.path });
  const resolved = resolveRequest(read.value, catalog, config, ports.kinds);
  if (!resolved.ok)
    return {
      ...nothing,
      rules,
      placeOf,
      request,
      problems: resolved.problems.map((p) => ({ ...p, path: about.path })),
    };
  const { role, resource, effect, traits } = resolved.value;
  const digest = requestDigest(request, config.repositoryId);
  const effectOf = effectDigest(effect, digest);
  const seenAt = await lookUpSeen(ports.ledger, about.view, about.heard.statements, options);
  const terms = { request, digest, effect: effectOf };
  const signed = weigh(terms, about.heard.statements, { seenAt, state: about.state, catalog, now: about.now });
  const reviewed = await weighReviews(ports, rules, about, terms, options);
  const evidence: Evidence = {
    ...signed,
    approvals: bestOfEach([...signed.approvals, ...reviewed.approvals]),
    objections: [...signed.objections, ...reviewed.objections],
    warnings: [...signed.warnings, ...reviewed.warnings],
  };
  const opener = openerOf(about, catalog);
  const asker = requesterOf(evidence.asked, request.subject, catalog) ?? (opener.isClear ? opener.id : null);
  const requester = asker ?? (about.draft ? drafterOf(request.subject, catalog) : null);
  const window = usableWindow(request, role, catalog.org.timezone);
  const problems: Problem[] = [];
  if (requester === null) {
    const code = opener.id === null ? "NOT_ASKED" : "REQUESTER_UNCLEAR";
    problems.push(problem(code, { id: request.id }, { path: about.path }));
  }
  if (!about.draft && !isSubjectsKey(request, evidence.asked, catalog))
    problems.push(problem("KEY_NOT_SUBJECTS", { subject: request.subject }, placeOf("public_key")));
  if (about.now < window.from) problems.push(problem("REQUEST_AHEAD", { date: request.date }, { path: about.path }));
  if (about.now > window.until || (about.claimedAt !== null && about.claimedAt > window.until))
    problems.push(problem("TOO_LATE", { id: request.id }, { path: about.path }));
  if (about.claimedAt !== null && about.now - about.claimedAt > catalog.org.admissionWindow * 1000)
    problems.push(problem("TOO_LATE", { id: request.id }, { path: about.path }));
  if (Object.hasOwn(about.state.ids, request.id) || Object.hasOwn(about.state.grants, request.id))
    problems.push(problem("ID_USED", { id: request.id }, { path: about.path }));
  const standing = about.state.revokes.find((order) => order.standing && matches(order.match, request, catalog));
  if (standing !== undefined)
    problems.push(problem("REVOKED", { by: standing.by, statement: standing.statement }, { path: about.path }));
  const extended = request.extends === null ? null : (about.state.grants[request.extends] ?? null);
  const entitlement = `${request.resource}:${request.role}`;
  if (request.extends !== null)
    problems.push(
      ...extensionFaults(
        { ...effect, extends: request.extends, subject: request.subject, entitlement },
        about.state.grants,
        about.now,
      ).map((p) => ({ ...p, ...placeOf("extends") })),
    );
  const lease = leaseOf(request, extended, about.now);
  const known = {
    ...nothing,
    rules,
    placeOf,
    problems,
    warnings: [...about.heard.warnings, ...evidence.warnings],
    request,
    requester,
    role,
    lease,
    traits,
    digest,
    effect,
    effectDigest: effectOf,
    usableUntil: window.until,
    evidence,
  };
  const excluded = new Set([
    request.subject,
    ...evidence.askers,
    ...(requester === null ? [] : [requester]),
    ...(opener.id === null ? [] : [opener.id]),
    ...peopleNamed(about.contributors, catalog),
  ]);
  if (requester === null || problems.length > 0) return { ...known, excluded };
  const input = toInput({
    phase: about.phase,
    now: about.now,
    catalog,
    traits,
    change: about.change,
    request,
    digest,
    effectDigest: effectOf,
    lease,
    chain: chainOf({ subject: request.subject, entitlement, ...lease }, tenuresOf(about.state, about.now)),
    requester,
    resource,
    role,
    state: about.state,
    approvals: evidence.approvals.filter((approval) => !excluded.has(approval.by)),
    objections: evidence.objections,
    evidence: await gatherEvidence(ports, rules, { at: about.now, ticket: request.ticket }, options),
  });
  return { ...known, excluded, input };
}
