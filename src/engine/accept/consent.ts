import { members } from "../../core/catalog/members.ts";
import { digestJson, type Digest } from "../../core/json/digest.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Problem } from "../../core/problem/problem.ts";
import { rulesFolder } from "../../core/statement/statement-path.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Contributor } from "../../ports/forge.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { peopleNamed } from "../change/contributors.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { lookUpSeen } from "../judge/evidence.ts";
import type { Rules } from "../rules/read-rules.ts";
import { hearStatements } from "../statements/hear-statements.ts";
import type { Agreement, Revision } from "./revision.ts";
import { reviewsOfRules } from "./reviews-of-rules.ts";

/** Who agreed to a revision of the rules, of those who may. */
export interface Consent {
  readonly agreed: readonly Agreement[];
  /** Digest of the statements and reviews it was judged with: another set is judged again. */
  readonly evidence: Digest;
  readonly warnings: readonly Problem[];
}

/**
 * Owners of the rules in force who agreed, from exactly these to exactly those, and wrote none of the difference: by a
 * statement, or by a review of a change that begins at these and ends at those.
 */
export async function consentTo(
  ports: JudgePorts,
  inForce: Rules,
  candidate: Revision,
  known: { readonly view: LedgerView; readonly state: Pick<State, "rules" | "lifted"> },
  options: CallOptions,
): Promise<Consent> {
  const heard = await hearStatements(
    ports,
    {
      revision: candidate.commit,
      folder: rulesFolder(candidate.to),
      catalog: inForce.catalog,
      repository: inForce.config.repositoryId,
    },
    options,
  );
  const seenAt = await lookUpSeen(ports.ledger, known.view, heard.statements, options);
  const signed = heard.statements.filter(
    (s) =>
      s.statement.do === "rules" &&
      s.statement.from === inForce.digest &&
      s.statement.to === candidate.to &&
      seenAt(s) !== null &&
      s.statement.seen.seq >= known.state.rules.seq &&
      !known.state.lifted.includes(s.digest),
  );
  const reviewed = await reviewsOfRules(ports, inForce, candidate, options);
  const evidence = digestJson([inForce.digest, ...[...heard.statements, ...reviewed.agreed].map(digestOf).sort()]);
  const { count } = inForce.catalog.org.rules;
  const willing = ofOwners(inForce, [...signed, ...reviewed.agreed]);
  const agreed = willing.length < count ? willing : whoAgreed(inForce, await candidate.contributors(), willing);
  return { agreed, evidence, warnings: [...heard.warnings, ...reviewed.warnings] };
}

function digestOf({ digest }: Agreement): Digest {
  return digest;
}

/** Who accepts changes of the rules in force. */
function ownersOf({ catalog }: Rules): Set<string> {
  return new Set(catalog.org.rules.from.flatMap((ref) => [...members(ref, catalog)]));
}

/** One agreement of each owner: of both, the statement. */
function ofOwners(inForce: Rules, given: readonly Agreement[]): Agreement[] {
  const owners = ownersOf(inForce);
  const first = new Map<string, Agreement>();
  for (const one of given) if (owners.has(one.by) && !first.has(one.by)) first.set(one.by, one);
  return [...first.values()];
}

/** Owners who may agree: authors of the difference may not, but one alone where the rules say `self`. */
function whoAgreed(
  inForce: Rules,
  contributors: readonly Contributor[],
  willing: readonly Agreement[],
): readonly Agreement[] {
  if (inForce.catalog.org.rules.self && ownersOf(inForce).size === 1) return willing;
  const authors = peopleNamed(contributors, inForce.catalog);
  return willing.filter(({ by }) => !authors.has(by));
}
