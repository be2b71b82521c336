import type { TargetTraits } from "../../src/core/config/config.ts";
import { addressesOf } from "../../src/core/decision/addresses-of.ts";
import { canonical } from "../../src/core/json/canonical.ts";
import type { Json } from "../../src/core/json/value.ts";
import type { Holding } from "../../src/core/plan/holding.ts";
import { brevetError } from "../../src/core/problem/brevet-error.ts";
import { finding } from "../../src/core/problem/finding.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Target, TargetReader } from "../../src/ports/target.ts";
import { instant } from "../../src/core/time/instant.ts";

/** What a kind may do wrong; each lasts until it is taken back. */
export interface Faults {
  /** Every call fails, as of a host that is down. */
  unreachable?: boolean;
  /** No call ever answers; its signal alone ends it. */
  hang?: boolean;
  /** Changes are answered as done, and nothing is changed. */
  lies?: boolean;
  /** Changes fail, and happen when `landLate` is called. */
  late?: boolean;
  /** Each change arrives twice. */
  twice?: boolean;
  /** Its listing comes empty, though it holds something. */
  emptyListing?: boolean;
  /** These are not in its listing. */
  hidden?: readonly string[];
  /** What it shows of itself, instead of its identity. */
  identity?: string;
  /** It finds something wrong with itself. */
  weak?: boolean;
  /** Its own clock, in milliseconds off the engine's. */
  clockOffMs?: number;
}

/** A target in memory: what it really holds can be looked at and changed by hand, and it can be made to fail. */
export interface FakeTarget extends Target {
  atOnce: number;
  readonly faults: Faults;
  /** What it really holds, by ref. */
  readonly held: Map<string, Holding>;
  /** Open sessions, by the ref that opened them. */
  readonly sessions: Map<string, number>;
  /** Every call that reached it and could have changed something, oldest first: `ensure <ref>`, `end <ref>`. */
  readonly changes: string[];
  readonly reader: TargetReader;
  /** Gives access as an administrator would, without Brevet. */
  giveByHand(principal: string, rights: Json): Holding;
  /** Lets the changes happen whose calls failed as late. */
  landLate(): void;
}

/** Traits of the fake kind. It holds until it is told to end: nothing ends by itself. */
export const fakeTraits: TargetTraits = {
  kind: "fake",
  expiry: "none",
  endsSessions: true,
  keeps: ["end_sessions"],
  keepsIf: { source_addresses: "source_addresses" },
  publicKey: { required: false, forms: [] },
  accounts: "implied",
  optionsSchema: { type: "object" },
  rightsSchema: { type: "object" },
  pinnedOptions: [],
  comparable: (account) => account.toLowerCase(),
};

/** A fake with nothing in it. */
export function fakeTarget(id: string, { clock, identity }: { clock: Clock; identity: string }): FakeTarget {
  const faults: Faults = {};
  const held = new Map<string, Holding>();
  const sessions = new Map<string, number>();
  const changes: string[] = [];
  const late: (() => void)[] = [];

  async function arrive({ signal }: CallOptions): Promise<void> {
    signal.throwIfAborted();
    if (faults.hang) await aborted(signal);
    if (faults.unreachable) throw brevetError("TARGET_UNREACHABLE", { target: id, what: "it is down" });
  }

  async function change(name: string, effect: () => void, options: CallOptions): Promise<void> {
    await arrive(options);
    changes.push(name);
    if (faults.twice) changes.push(name);
    if (faults.late) {
      late.push(effect);
      throw brevetError("TARGET_UNREACHABLE", { target: id, what: "it did not answer in time" });
    }
    if (faults.lies) return;
    effect();
    if (faults.twice) effect();
  }

  const reader: TargetReader = {
    async observe(_scope, options) {
      try {
        await arrive(options);
      } catch (cause) {
        if (options.signal.aborted) throw cause;
        const { code, message } = brevetError("TARGET_UNREACHABLE", { target: id, what: "it is down" });
        return { target: id, ok: false, code, message };
      }
      const shown = [...held.values()].filter(({ ref }) => !faults.emptyListing && !faults.hidden?.includes(ref));
      const now = clock.now();
      return {
        target: id,
        ok: true,
        identity: faults.identity ?? identity,
        clock: faults.clockOffMs === undefined ? null : instant(now + faults.clockOffMs),
        holdings: shown,
      };
    },
    checks: async (options) => {
      await arrive(options);
      return faults.weak === true ? [finding("TARGET_ENDS_BY_ENGINE", `target ${id}`, {}, "warning")] : [];
    },
    close: () => Promise.resolve(),
  };

  return {
    ...reader,
    atOnce: 1,
    reader,
    faults,
    held,
    sessions,
    changes,
    async ensure(grant, { principal, rights, until, obligations }, replaces, options) {
      if (!/^[\w.@-]{1,63}$/.test(principal))
        throw brevetError("TARGET_ACCOUNT_UNFIT", { target: id, account: principal });
      if (until <= clock.now()) throw brevetError("TARGET_WINDOW_EMPTY", { target: id });
      const ref = replaces?.ref ?? toRef(principal, rights, grant);
      const addresses = addressesOf(obligations);
      const holding = { target: id, principal, rights, until, ref, grant: replaces?.grant ?? grant };
      await change(
        `ensure ${ref}`,
        () => void held.set(ref, addresses === null ? holding : { ...holding, addresses }),
        options,
      );
      return { ref, until, delivery: null };
    },
    end: ({ ref }, options) => change(`end ${ref}`, () => void held.delete(ref), options),
    async endSessions({ ref }, options) {
      const ended = sessions.get(ref) ?? 0;
      await change(`endSessions ${ref}`, () => void sessions.delete(ref), options);
      return { ended, supported: true };
    },
    giveByHand(principal, rights) {
      const ref = toRef(principal, rights, "by hand");
      const holding: Holding = { target: id, principal, rights, until: null, ref, grant: null };
      held.set(ref, holding);
      return holding;
    },
    landLate() {
      for (const effect of late.splice(0)) effect();
    },
  };
}

function toRef(principal: string, rights: Json, grant: string): string {
  return `${principal} ${canonical(rights)} ${grant}`;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
