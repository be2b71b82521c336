import { isEvent } from "../../core/ledger/event-of.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { PastPorts } from "../engine-ports.ts";
import { ifHere } from "./if-here.ts";
import { readPastRules, type JudgingRules } from "../rules/read-rules.ts";

/** The past is read in its order, and rules change seldom. */
const kept = 3;

/** The rules that were once in force, by their digest, read when they are needed. Only the last few are kept. */
export class Revisions {
  readonly #ports: PastPorts;
  readonly #commits: ReadonlyMap<string, ObjectId>;
  readonly #read = new Map<string, JudgingRules | null>();

  constructor(ports: PastPorts, commits: ReadonlyMap<string, ObjectId>) {
    this.#ports = ports;
    this.#commits = commits;
  }

  /** Null where no event names them, or they cannot be read any more. */
  async of(digest: string, options: CallOptions): Promise<JudgingRules | null> {
    const known = this.#read.get(digest);
    if (known !== undefined) return known;
    const commit = this.#commits.get(digest);
    const read = commit === undefined ? null : await ifHere(readPastRules(this.#ports.git, commit, options));
    const rules = read?.digest === digest ? read : null;
    this.#read.set(digest, rules);
    for (const [oldest, old] of this.#read) {
      if (this.#read.size <= kept) break;
      this.#read.delete(oldest);
      if (old !== null) await this.#ports.policies.forget(old);
    }
    return rules;
  }
}

/** The commits of all rules that ever came into force. */
export async function revisionsOf(ports: PastPorts, view: LedgerView, options: CallOptions): Promise<Revisions> {
  const commits = new Map<string, ObjectId>();
  for await (const event of ports.ledger.events(view, 1, { ...options, types: ["rules_accepted"] }))
    if (isEvent(event, "rules_accepted") && event.main !== null) commits.set(event.body.to, event.main);
  return new Revisions(ports, commits);
}
