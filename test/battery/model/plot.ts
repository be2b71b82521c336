import { brevetError } from "../../../src/core/problem/brevet-error.ts";
import { instant, type Instant } from "../../../src/core/time/instant.ts";
import { apply } from "../../../src/engine/apply/apply.ts";
import { fullDuty } from "../../../src/engine/apply/duty.ts";
import type { ApplyPorts } from "../../../src/engine/engine-ports.ts";
import type { PolicyInput } from "../../../src/core/decision/input.ts";
import type { Decision } from "../../../src/core/decision/decision.ts";
import type { Holding } from "../../../src/core/plan/holding.ts";
import { decision, stage } from "../../fakes/decision.ts";
import { Killed, mortalPorts, type Death } from "../../fakes/mortal.ts";
import { Town } from "../../fakes/town.ts";
import { FakeWitness } from "../../fakes/witness.ts";

const options = { signal: new AbortController().signal };

/** What people did about one request, as everybody saw it: the truth that the engine is measured by. */
export interface Asked {
  readonly id: string;
  readonly who: "alice" | "bob";
  readonly resource: Resource;
  /** The request that it goes on from. */
  readonly extends: string | null;
  signed: boolean;
  approved: boolean;
  merged: boolean;
  /** Whether somebody who may took it back, before or after it was merged. */
  revoked: boolean;
}

export const resources = ["payments/ledger-db", "payments/office"] as const;
export type Resource = (typeof resources)[number];

/** What is wrong with a target just now. */
export type Weakness = "unreachable" | "late" | "lies" | "emptyListing" | "twice";

/** A town in which things go wrong, and what is known of it beside what the engine says. */
export class Plot {
  readonly town: Town;
  readonly witness: FakeWitness = new FakeWitness();
  readonly asked: Asked[] = [];
  /** What administrators gave, by target and name. */
  readonly foreign: { readonly target: "db" | "door"; readonly holding: Holding }[] = [];
  /** Who was sent away, at some time or other. */
  readonly sent: Set<string> = new Set<string>();
  /** Promises that were seen broken while something ran. */
  readonly seen: string[] = [];
  /** The engine's clock beside the true time: milliseconds. */
  clockOffMs = 0;
  /** The latest time that any clock told. */
  latest: Instant;
  isRemoteDown = false;
  isPushRefused = false;
  /** Targets that ever showed nothing of what they held: nothing tells what is whose there, or what is gone. */
  readonly hid: Set<string> = new Set<string>();
  /** Names of what lost its marker. */
  readonly stripped: Set<string> = new Set<string>();
  #count = 0;

  private constructor(town: Town) {
    this.town = town;
    this.latest = town.now;
    this.witness.clock = () => town.now;
    town.decide = (input) => rule(input);
    // One of the targets has a clock, and shows it; it takes several changes at a time.
    town.target("db").faults.clockOffMs = 0;
    town.target("db").atOnce = 3;
  }

  static async begin(): Promise<Plot> {
    return new Plot(await Town.found({}, { witness: "{ kind: file, path: /witness }" }));
  }

  /** A name that no request had before. */
  name(): string {
    return `n${(this.#count += 1)}`;
  }

  get engineNow(): Instant {
    return instant(this.town.now + this.clockOffMs);
  }

  ports(over: Partial<ApplyPorts> = {}): ApplyPorts {
    const base = this.town.ports(over);
    const down = brevetError("GIT_REMOTE_FAILED", { remote: "origin", said: "the host is down" });
    const refused = brevetError("GIT_PUSH_REFUSED", { remote: "origin", branch: "ledger/1", said: "no" });
    return {
      ...base,
      git: { ...base.git, fetch: (...args) => (this.isRemoteDown ? Promise.reject(down) : base.git.fetch(...args)) },
      ledger: {
        ...base.ledger,
        append: (...args) =>
          this.isRemoteDown
            ? Promise.reject(down)
            : this.isPushRefused
              ? Promise.reject(refused)
              : base.ledger.append(...args),
      },
      clock: { now: () => this.engineNow },
      witnesses: { pinned: null, open: (_config, history) => Promise.resolve(this.witness.open(history)) },
      targets: {
        open: async (config, repository) => {
          const target = await base.targets.open(config, repository);
          return {
            ...target,
            ensure: (grant, assignment, replaces, at) => {
              // Who joins what another was given is said to have it; who is given something new, to be about to get it.
              const said = replaces === null ? ["starting"] : ["starting", "activated"];
              if (!this.town.history.sealed.some(({ event }) => said.includes(event.type) && event.grant === grant))
                this.seen.push(`2: ${grant} is given, and no event said before that it would be`);
              return target.ensure(grant, assignment, replaces, at);
            },
          };
        },
      },
    };
  }

  /** Lets an engine run; one that dies does so at that call. Answers whether it went to its end. */
  async run(death: Death | null): Promise<boolean> {
    this.latest = instant(Math.max(this.latest, this.town.now, this.engineNow));
    const { ports, life } = mortalPorts((over) => this.ports(over), death);
    try {
      await apply(ports, fullDuty, options);
      return !life.isOver;
    } catch (error) {
      if (error instanceof Killed || life.isOver) return false;
      throw error;
    }
  }

  /** Whether what was asked for may be given: signed by who asks, agreed to where that is needed, merged. */
  isDeserved({ signed, approved, merged, resource }: Asked): boolean {
    return merged && signed && (approved || resource === "payments/office");
  }

  /** Whether somebody who may took it back, or what it goes on from. */
  isRevoked(id: string | null): boolean {
    const asked = this.asked.find((one) => one.id === id);
    return asked !== undefined && (asked.revoked || this.isRevoked(asked.extends));
  }

  /** Whether a target showed nothing of it, and its marker is gone too: then it is told, as nobody's that is known. */
  isBeyondTelling(target: string, ref: string): boolean {
    return this.hid.has(target) && this.stripped.has(ref);
  }

  weaken(target: "db" | "door", weakness: Weakness | null): void {
    const { faults } = this.town.target(target);
    for (const each of ["unreachable", "late", "lies", "emptyListing", "twice"] as const)
      faults[each] = each === weakness;
    if (weakness === "emptyListing") this.hid.add(target);
    if (weakness === null) this.town.target(target).landLate();
  }

  /** Whether a target does what it is told and shows what it holds. */
  isHonest(target: "db" | "door"): boolean {
    const { faults } = this.town.target(target);
    return !faults.unreachable && !faults.late && !faults.lies && !faults.emptyListing;
  }

  /** Everything works again, and every clock is right. */
  heal(): void {
    for (const target of ["db", "door"] as const) this.weaken(target, null);
    [this.isRemoteDown, this.isPushRefused, this.clockOffMs, this.witness.unreachable] = [false, false, 0, false];
    this.town.history.lostRaces = 0;
  }
}

/** Of the ledger database a second owner must agree to; into the office everybody may. */
function rule({ resource }: PolicyInput): Decision {
  return decision(resource.id === "payments/ledger-db" ? { stages: [stage()] } : {});
}
