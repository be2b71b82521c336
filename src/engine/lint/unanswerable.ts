import type { Catalog, Person, Role } from "../../core/catalog/catalog.ts";
import { entitlements, type Entitlement } from "../../core/catalog/entitlements.ts";
import { members } from "../../core/catalog/members.ts";
import { traitsOf } from "../../core/config/traits-of.ts";
import type { Stage } from "../../core/decision/decision.ts";
import { shortBy } from "../../core/decision/fill-stages.ts";
import { mergeStages } from "../../core/decision/merge-stages.ts";
import { candidatesOf } from "../../core/decision/seat.ts";
import { own } from "../../core/json/own.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Policy } from "../../ports/policy.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { drafterOf } from "../judge/requester.ts";
import type { Rules } from "../rules/read-rules.ts";
import { draftInput } from "./draft-input.ts";

/** What somebody may ask for, and too few could agree to. */
export interface Unanswerable {
  readonly entitlement: Entitlement;
  /** Whose requests are left without enough people; null: anybody's. */
  readonly who: readonly string[] | null;
  readonly stages: readonly string[];
  readonly missing: number;
}

/** So many of a group are tried, each of another manager: rules that ask more of who is who are an organisation's own. */
const mostOfGroup = 20;

/**
 * Finds what could never be given, or not to some: asks the rules themselves who would have to agree, for a few of every group
 * that may ask, and for everybody whose own seat they would miss. Denials are another matter: they are about one request.
 */
export async function unanswerable(
  { kinds }: Pick<JudgePorts, "kinds">,
  { config, catalog }: Rules,
  { policy, now }: { readonly policy: Policy; readonly now: Instant },
  options: CallOptions,
): Promise<readonly Unanswerable[]> {
  const isAble = ableIn(catalog, config.forge.kind === "github");
  const short = ({ stages }: Tried, excluded: readonly string[]): number =>
    shortBy(stages, new Set(excluded), catalog, isAble);
  const ask = async (drafts: readonly Draft[]): Promise<readonly Tried[]> => {
    const inputs = drafts.map(({ entitlement, traits, ...by }) =>
      draftInput(entitlement, by, { catalog, traits, now }),
    );
    const decisions = await policy.judgeAll(inputs, options);
    return drafts.map((draft, index) => ({ ...draft, stages: mergeStages(decisions[index]?.stages ?? []) }));
  };
  const all = entitlements(catalog).map((entitlement) => ({
    entitlement,
    traits: traitsOf(config.targets[entitlement.resource.target], kinds),
  }));
  const toDrafts = (of: (typeof all)[number], subjects: readonly string[]): readonly Draft[] =>
    subjects.flatMap((subject) => {
      const requester = drafterOf(subject, catalog);
      return of.traits === undefined || requester === null ? [] : [{ ...of, traits: of.traits, subject, requester }];
    });

  const tried = await ask(all.flatMap((of) => toDrafts(of, someOf(of.entitlement.role, catalog))));
  const byName = Map.groupBy(tried, ({ entitlement }) => entitlement.name);
  const more = await ask(
    all.flatMap((of) => {
      const found = (byName.get(of.entitlement.name) ?? []).filter((one) => short(one, []) === 0);
      return toDrafts(of, missed(of.entitlement.role, found, catalog, short));
    }),
  );
  for (const one of more) byName.get(one.entitlement.name)?.push(one);
  return [...byName.values()].flatMap((group) => {
    const lacking = group.filter((one) => short(one, [one.subject, one.requester]) > 0);
    const [first] = lacking;
    if (first === undefined) return [];
    const isNobodys = group.every((one) => short(one, []) > 0);
    return [
      {
        entitlement: first.entitlement,
        who: isNobodys ? null : lacking.map(({ subject }) => subject).sort(),
        stages: [...new Set(lacking.flatMap(({ stages }) => stages.map(({ name }) => name)))].sort(),
        missing: short(first, isNobodys ? [] : [first.subject, first.requester]),
      },
    ];
  });
}

interface Draft {
  readonly entitlement: Entitlement;
  readonly traits: NonNullable<ReturnType<JudgePorts["kinds"]["get"]>>;
  readonly subject: string;
  readonly requester: string;
}

interface Tried extends Draft {
  readonly stages: readonly Stage[];
}

/** Some of everybody who may have a role: those of each group who differ in what rules of the pack look at. */
function someOf(role: Role, catalog: Catalog): readonly string[] {
  return [
    ...new Set(
      role.eligible.flatMap((ref) => {
        const byManager = new Map(activeOf(ref, catalog).map((person) => [person.manager, person.id]));
        return ref.startsWith("workload:")
          ? [ref.slice("workload:".length)]
          : [...byManager.values()].slice(0, mostOfGroup);
      }),
    ),
  ];
}

/** Everybody who may have a role, was not tried, and leaves a seat open that is filled where somebody else asks. */
function missed(
  role: Role,
  tried: readonly Tried[],
  catalog: Catalog,
  short: (one: Tried, excluded: readonly string[]) => number,
): readonly string[] {
  const known = new Set(tried.map(({ subject }) => subject));
  const eligible = new Set(role.eligible.flatMap((ref) => activeOf(ref, catalog).map(({ id }) => id)));
  const needed = tried.flatMap((one) =>
    one.stages.flatMap(({ from }) => candidatesOf(from, catalog)).filter((id) => short(one, [id]) > 0),
  );
  return [...new Set(needed)].filter((id) => eligible.has(id) && !known.has(id));
}

function activeOf(ref: string, catalog: Catalog): readonly Person[] {
  return [...members(ref, catalog)].flatMap((id) => {
    const person = own(catalog.people, id);
    return person === undefined || person.suspended ? [] : [person];
  });
}

/** Whether somebody has what a seat needs: a key, of hardware where that is asked, or an account where reviews count. */
function ableIn(catalog: Catalog, isReviewed: boolean): (id: string, need: Stage["need"]) => boolean {
  return (id, need) => {
    const { keys = [], github = null } = own(catalog.people, id) ?? {};
    if (need.includes("hardware") || need.includes("user_verified"))
      return keys.some(({ hardware }) => hardware !== null);
    return keys.length > 0 || (isReviewed && github !== null);
  };
}
