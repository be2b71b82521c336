import { digestTree } from "../../core/json/digest.ts";
import { isEvent } from "../../core/ledger/event-of.ts";
import type { State } from "../../core/ledger/state.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { fromOutside } from "../apply/outside-problem.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { readRules, readRulesFiles } from "../rules/read-rules.ts";
import { walkedCommit } from "../change/walked-commit.ts";
import { authorsOfRules } from "./authors-of-rules.ts";
import { changeOf } from "./change-of.ts";
import { consentTo } from "./consent.ts";

/** The rules that this engine proved last: until others come into force they are not proved again. */
const kept = "refs/brevet/rules";

/** How far the rules that a ledger names were accepted by those who may. */
export interface ProvenRules {
  /** Whether those in force were. */
  readonly ok: boolean;
  /** The commit of the last ones that were. */
  readonly commit: string;
}

/**
 * Proves once, from main and the statements on it, that each revision of the rules was accepted by the owners that the
 * one before names. An engine's signature alone brings none into force: its key may be stolen. The first rules are
 * believed, because init made them.
 */
export async function proveRules(
  ports: JudgePorts,
  { view, main }: { readonly view: LedgerView; readonly main: string | null },
  options: CallOptions,
): Promise<ProvenRules> {
  const { rules } = view.state;
  if ((await ports.git.resolve(kept, options)) === rules.commit) return { ok: true, commit: rules.commit };
  const steps = { types: ["rules_accepted", "thawed"] as const };
  let before: State["rules"] | null = null;
  let thawed = 0;
  const accepted = [];
  for await (const event of ports.ledger.events(view, 1, { ...options, ...steps }))
    if (event.type === "thawed") thawed = event.seq;
    else if (isEvent(event, "rules_accepted")) accepted.push(event);
  for (const { seq, main: commit, body } of accepted) {
    const next: State["rules"] = { commit: commit ?? "", digest: body.to as State["rules"]["digest"], seq };
    const onLine = thawed > seq ? null : main;
    if (before !== null && !(await isProven(ports, view, { before, next, onLine }, options)))
      return { ok: false, commit: before.commit };
    before = next;
  }
  if (before?.commit !== rules.commit) return { ok: false, commit: before?.commit ?? rules.commit };
  await ports.git.keep(kept, rules.commit, options);
  return { ok: true, commit: rules.commit };
}

/** What is not there to be read, as a thief of the key may name, is not proved. */
async function isProven(
  ports: JudgePorts,
  view: LedgerView,
  step: {
    readonly before: State["rules"];
    readonly next: State["rules"];
    /** On whose first-parent line it must lie; null: on none. */
    readonly onLine: string | null;
  },
  options: CallOptions,
): Promise<boolean> {
  const { before, next, onLine } = step;
  const answer = await fromOutside(
    async () =>
      (onLine === null || (await ports.git.onFirstParentLine(next.commit, onLine, options))) &&
      (await isAccepted(ports, view, before, next, options)),
  );
  return answer.ok && answer.value;
}

async function isAccepted(
  ports: JudgePorts,
  view: LedgerView,
  before: State["rules"],
  next: State["rules"],
  options: CallOptions,
): Promise<boolean> {
  const { commit, digest: to } = next;
  if (digestTree(await readRulesFiles(ports.git, commit, options)) !== to) return false;
  const inForce = await readRules(ports.git, ports.kinds, before.commit, options);
  if (!inForce.ok) return false;
  const contributors = (): ReturnType<typeof authorsOfRules> => authorsOfRules(ports, before.commit, commit, options);
  // All else was weighed then, by whatever version; who agreed is what a thief of the engine's key cannot make.
  const known = { view, state: { rules: before, lifted: [] } };
  const change = async (): ReturnType<typeof changeOf> =>
    changeOf(ports, await walkedCommit(ports.git, commit, options), options);
  const { agreed } = await consentTo(ports, inForce.value, { commit, to, contributors, change }, known, options);
  return agreed.length >= inForce.value.catalog.org.rules.count;
}
