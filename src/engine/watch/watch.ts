import { formatInstant } from "../../core/time/format-instant.ts";
import type { Heartbeat } from "../../core/ledger/heartbeat.ts";
import type { TargetStand } from "../../core/report/resident-report.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Pause } from "../../ports/pause.ts";
import { dutyOf, type Posting } from "../apply/duty.ts";
import { outsideProblem } from "../apply/outside-problem.ts";
import { rulesInForce } from "../apply/rules-in-force.ts";
import { compareClocks } from "../witness/clocks.ts";
import { bell } from "./bell.ts";
import { Desk } from "./desk.ts";
import { Helm, type Crew } from "./helm.ts";
import { Herald } from "./herald.ts";
import { Lanes } from "./lanes.ts";
import { letGo, steer } from "./steer.ts";
import { unrecorded } from "./unrecorded.ts";
import type { WatchPorts } from "./watch-ports.ts";

/** Main, ledger and orders are looked at so often, and the clock is read: milliseconds between two looks. */
const lookEveryMs = 500;
/** What is overdue when it begins has so long to itself before main, ledger and orders are looked at: milliseconds. */
const endsFirstMs = 5000;

/**
 * The resident engine: what is due ends at its moment; what is new on main, in the ledger or among the orders is acted on
 * when it is seen; and what fails is tried until it does not. Once `stop` is aborted it ends what is due, records what it did,
 * lets go of the helm, and returns. signal: gives up whatever is under way.
 */
export async function watch(
  ports: WatchPorts,
  posting: Posting,
  { signal, stop: told }: CallOptions & { readonly stop: AbortSignal },
): Promise<void> {
  const broken = new AbortController();
  const stop = AbortSignal.any([told, broken.signal]);
  const { clock, pause, tell } = ports;
  const [endsBell, deskBell] = [bell(pause), bell(pause)];
  for (const { ring } of [endsBell, deskBell]) stop.addEventListener("abort", ring, { once: true });
  const duty = dutyOf(posting);
  const done = unrecorded();
  const wake = (): void => {
    desk.want();
    deskBell.ring();
  };
  const lanes: Lanes = new Lanes({
    ports,
    duty,
    unrecorded: done,
    wake,
    changed: endsBell.ring,
    options: { signal },
    stop,
  });
  const helm = new Helm(ports, crewOf(ports, lanes));
  const herald = new Herald({ ports, wake, options: { signal } });
  const desk: Desk = new Desk({ ports, duty, helm, lanes, unrecorded: done, herald, signal, stop });

  /** Sleeps until that moment, or as long as nobody has to look up. */
  const sleep = (at: number | null, { wait }: typeof deskBell): Promise<void> =>
    wait(Math.max(0, Math.min(lookEveryMs, (at ?? Infinity) - clock.now())), { signal });

  const since = clock.now();
  let ticked = since;
  const ending = async (): Promise<void> => {
    while (!stop.aborted) {
      ticked = clock.now();
      const soon = lanes.endDue();
      await sleep(soon === null ? null : ticked + soon, endsBell);
    }
  };
  const working = async (): Promise<void> => {
    while (!stop.aborted) {
      await desk.look();
      await sleep(desk.nextAt(), deskBell);
    }
  };
  ports.show(() => ({
    ...{ at: clock.now(), since, ticked, helm: helm.isHeld, ...desk.stand },
    ...{ unrecorded: done.all.length, ledger: lanes.tip, targets: lanes.stand() },
  }));
  tell({ at: formatInstant(since), kind: "started" });
  await outsideProblem(() => goByKept(ports, lanes, { signal }));
  const ends = ending(); // begins with what is overdue
  const first = settled(lanes, pause, { signal: AbortSignal.any([signal, stop]) });
  const steering = (): Promise<void> => steer(ports, helm, { stop, changed: wake });
  const parts = [ends, first.then(working), first.then(steering)].map((part) =>
    part.catch((error: unknown) => {
      broken.abort(); // a part that breaks is a bug: whoever started this starts it again
      throw error;
    }),
  );
  for (const part of await Promise.allSettled(parts)) if (part.status === "rejected") throw part.reason;
  lanes.endDue();
  await lanes.settle();
  await herald.settle();
  await desk.leave();
  await herald.settle();
  await letGo(helm, { signal });
  tell({ at: formatInstant(clock.now()), kind: "stopped" });
}

/** Waits until what was overdue has ended, so that nothing else takes time from it; never long, as a target may hang. */
async function settled(lanes: Lanes, pause: Pause, { signal }: CallOptions): Promise<void> {
  const enough = new AbortController();
  const waited = pause(endsFirstMs, { signal: AbortSignal.any([signal, enough.signal]) });
  await Promise.race([lanes.settle(), waited]);
  enough.abort();
}

/** What others hear of this engine. */
function crewOf({ clock, identity }: WatchPorts, lanes: Lanes): Crew {
  return {
    ...identity,
    since: clock.now(),
    report: () => lifeOf(lanes.stand()),
    serves: () => lanes.stand().map(({ id }) => id),
  };
}

/** What a sign of life says of the targets. */
function lifeOf(stand: readonly TargetStand[]): Pick<Heartbeat, "overdue" | "lost"> {
  return {
    overdue: stand.reduce((sum, { overdue }) => sum + overdue, 0),
    lost: stand.flatMap(({ id, lost }) => (lost === null ? [] : [{ target: id, code: lost }])),
  };
}

/** What verified here before says what is due, before anything outside is asked. */
async function goByKept(ports: WatchPorts, lanes: Lanes, options: CallOptions): Promise<void> {
  const { view } = await ports.ledger.open(options);
  if (view === null) return;
  const { config } = await rulesInForce(ports, view.state, options);
  lanes.follow(view.state, config, compareClocks(ports.clock, view, null).ends);
}
