import { linkFault } from "../../../src/core/ledger/link-fault.ts";
import type { Sealed } from "../../../src/core/ledger/seal.ts";
import type { Grant } from "../../../src/core/grant/grant.ts";
import { fakeLedger } from "../../fakes/ledger.ts";
import type { Plot } from "./plot.ts";

const options = { signal: new AbortController().signal };
const targets = ["db", "door"] as const;

/** How things stood when somebody last looked. */
export interface Before {
  readonly sealed: readonly Sealed[];
  readonly grants: { readonly [id: string]: Grant };
}

export function lookBack({ town }: Plot): Before {
  return { sealed: town.history.sealed, grants: town.view.state.grants };
}

/** A run that has just gone to its end; null: none has. */
export interface Ran {
  readonly isWhole: boolean;
}

/** Every one of the seven promises that is broken just now, after a step; each with its number. */
export async function brokenPromises(plot: Plot, before: Before, ran: Ran | null): Promise<string[]> {
  return [
    ...plot.seen,
    ...unproved(plot),
    ...(ran === null ? [] : untimely(plot, before)),
    ...(ran?.isWhole === true ? overdue(plot, before) : []),
    ...notOurs(plot),
    ...cutShort(plot),
    ...(await rewritten(plot, before)),
  ];
}

/** 1: access is there only for what was asked for, agreed to and merged. */
function unproved(plot: Plot): string[] {
  return ours(plot).flatMap(({ ref, grant }) => {
    const asked = plot.asked.find(({ id }) => id === grant);
    return asked !== undefined && plot.isDeserved(asked) ? [] : [`1: ${ref} is there, and nobody agreed to it`];
  });
}

/** 1: nothing is admitted or started by a clock that is known to be wrong, or that nobody could compare. */
function untimely(plot: Plot, before: Before): string[] {
  if (Math.abs(plot.clockOffMs) <= 60_000 && !plot.witness.unreachable) return [];
  return plot.town.history.sealed
    .slice(before.sealed.length)
    .flatMap(({ event: { type, grant } }) =>
      type === "admitted" || type === "starting" ? [`1: ${grant ?? ""} is ${type} by a clock that may be wrong`] : [],
    );
}

/**
 * 3 and 5: after a run, whatever else is broken, a target that works shows nothing that was due by what the engine knew
 * when it began; and where nothing is broken, nothing that no living grant explains.
 */
function overdue(plot: Plot, before: Before): string[] {
  const { town, isRemoteDown, isPushRefused, witness, clockOffMs } = plot;
  if (clockOffMs < 0 && witness.unreachable) return []; // it cannot know the time
  const now = town.now;
  const isUndisturbed = !isRemoteDown && !isPushRefused && !witness.unreachable && town.history.lostRaces === 0;
  const state = town.view.state.grants;
  return ours(plot).flatMap(({ target, ref, grant }) => {
    if (!plot.isHonest(target) || plot.isBeyondTelling(target, ref)) return [];
    const known = Object.values(before.grants).filter((one) => one.given?.ref === ref || one.id === grant);
    const living = Object.values(state).filter(
      (one) => (one.given?.ref === ref || one.id === grant) && one.state !== "ended" && one.lease.until > now,
    );
    if (isUndisturbed) return living.some(({ ending }) => ending === null) ? [] : [`3: ${ref} is there after its end`];
    const isDue =
      known.length > 0 && known.every((one) => one.begun && (one.ending !== null || one.lease.until <= now));
    return isDue && living.length === 0 ? [`5: ${ref} is there after its end, because something else is broken`] : [];
  });
}

/** 4: what administrators gave is there as they gave it. */
function notOurs({ town, foreign, hid }: Plot): string[] {
  return foreign.flatMap(({ target, holding }) =>
    hid.has(target) || town.target(target).held.get(holding.ref) === holding
      ? []
      : [`4: ${holding.ref} was changed, and is not ours`],
  );
}

/** 4: nobody loses what is theirs before its time. */
function cutShort(plot: Plot): string[] {
  const { town, latest, hid } = plot;
  return Object.values(town.view.state.grants).flatMap((grant) => {
    const { id, effect, given, state, ending, lease, ended } = grant;
    if (hid.has(effect.target) || plot.isRevoked(id) || plot.sent.has(grant.subject)) return [];
    if (ended !== null && lease.until > latest) return [`4: ${id} ended before its time, ${ended.because}`];
    // What ended by a clock that is ahead, and was not recorded, is found gone afterwards.
    const isUsual = ["expired", "superseded", "lapsed", "removed_at_target"].includes(ended?.because ?? "expired");
    if (!isUsual) return [`4: ${id} ended because ${ended?.because ?? ""}, and nobody wanted it to`];
    if (state !== "active" || given === null || ending !== null || lease.until <= latest) return [];
    const target = town.target(effect.target as "db" | "door");
    return target.held.has(given.ref) ? [] : [`4: ${given.ref} was taken away before its time`];
  });
}

/** 7: the history only grows, its chain holds, folding it gives its state, and each thing is said once. */
async function rewritten({ town }: Plot, before: Before): Promise<string[]> {
  const { sealed } = town.history;
  const broken: string[] = [];
  if (before.sealed.some((one, index) => sealed[index] !== one)) broken.push("7: the history was rewritten");
  for (const [index, { event }] of sealed.entries()) {
    if (index < before.sealed.length) continue;
    const last = sealed[index - 1];
    const fault = linkFault(
      last === undefined ? null : { seq: last.event.seq, digest: last.digest, at: Date.parse(last.event.at) as never },
      event,
    );
    if (fault !== null)
      broken.push(`7: event ${event.seq} does not go on from the one before: ${JSON.stringify(fault)}`);
    const earlier = sealed.slice(0, index).filter((one) => one.event.grant === event.grant && event.grant !== null);
    const isRepeated = earlier.some((one) => one.event.type === event.type);
    if ((event.type === "admitted" || event.type === "ended") && event.grant !== null && isRepeated)
      broken.push(`7: ${event.grant} is ${event.type} twice`);
    if (["starting", "activated", "adjusted"].includes(event.type) && earlier.some((one) => one.event.type === "ended"))
      broken.push(`7: ${event.grant ?? ""} is ${event.type} after it ended`);
  }
  const { ok } = await fakeLedger(town.history).verify(options);
  if (!ok) broken.push("7: the history does not verify");
  return broken;
}

/** What Brevet gave and is there, with the grant that it was given for. */
function ours({ town, foreign }: Plot): { target: (typeof targets)[number]; ref: string; grant: string }[] {
  return targets.flatMap((target) =>
    [...town.target(target).held.values()]
      .filter((holding) => !foreign.some((one) => one.holding === holding))
      .map(({ ref }) => ({ target, ref, grant: ref.split(" ").at(-1) ?? "" })),
  );
}
