import { branchesFrom, lineOf } from "../../core/ledger/branches.ts";
import type { Config, WitnessConfig } from "../../core/config/config.ts";
import { brevetError } from "../../core/problem/brevet-error.ts";
import { catalogue } from "../../core/problem/catalogue.ts";
import type { Words } from "../../core/problem/words.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Distrust, LedgerView } from "../../ports/ledger.ts";
import type { Mark, Witness, Witnessed } from "../../ports/witness.ts";
import { outsideProblem } from "../apply/outside-problem.ts";
import type { JudgePorts, PlanPorts } from "../engine-ports.ts";

/** A witness that has not answered by then is not there: milliseconds. */
const deadlineMs = 20_000;

/** What the witness of a ledger says of it. */
export interface Consulted extends Witnessed {
  /** Why the ledger is not to be believed. */
  readonly distrust: Distrust | null;
  /** Why it could not be asked: an error where nothing may start without it, else a warning. */
  readonly problem: Problem | null;
}

type Ports = Pick<JudgePorts, "git" | "ledger" | "branches"> & Pick<PlanPorts, "witnesses">;

const silent: Consulted = { mark: null, clock: null, distrust: null, problem: null };

/** Asks the witness that the rules in force name whether the ledger, as it was opened, still holds what it was told of. */
export async function consult(
  ports: Ports,
  at: { readonly view: LedgerView; readonly config: Config },
  options: CallOptions,
): Promise<Consulted> {
  const named = witnessOf(ports, at.config);
  if (named === null) return silent;
  let told: Witnessed = silent;
  const unreached = await asking(ports, at, named, options, async (witness, asked) => {
    told = await witness.look(asked);
  });
  if (unreached !== null) return { ...silent, problem: unreached };
  const distrust = told.mark === null ? null : await missing(ports, at.view, told.mark, options);
  return { ...told, distrust, problem: null };
}

/** The witness to ask: the deployment's, else that of the rules; null where there is none, or none is to be asked. */
export function witnessOf({ witnesses }: Pick<PlanPorts, "witnesses">, { ledger }: Config): WitnessConfig | null {
  return witnesses === null ? null : (witnesses.pinned ?? ledger.witness);
}

/** Leaves the end of the ledger with its witness; answers why it could not. */
export async function leaveMark(
  ports: Ports,
  at: { readonly view: LedgerView; readonly config: Config },
  options: CallOptions,
): Promise<Problem | null> {
  const named = witnessOf(ports, at.config);
  if (named === null) return null;
  const { seq, digest } = at.view.tip;
  const outcomes: string[] = [];
  const unreached = await asking(ports, at, named, options, async (witness, asked) => {
    outcomes.push(await witness.leave({ seq, digest }, asked));
  });
  return outcomes.includes("forked") ? problem("LEDGER_FORKED", { seq }) : unreached;
}

async function asking(
  ports: Ports,
  { view, config }: { readonly view: LedgerView; readonly config: Config },
  named: WitnessConfig,
  options: CallOptions,
  ask: (witness: Witness, options: CallOptions) => Promise<void>,
): Promise<Problem | null> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const asked = { signal: AbortSignal.any([options.signal, deadline]) };
  const history = { repository: config.repositoryId, branch: lineOf(view.state, ports.branches.ledger) };
  const found = await outsideProblem(async () => {
    try {
      const witness = await ports.witnesses?.open(named, history, asked);
      if (witness === undefined) return;
      await ask(witness, asked).finally(() => witness.close());
    } catch (error) {
      options.signal.throwIfAborted();
      if (!deadline.aborted) throw error;
      throw brevetError("WITNESS_UNREACHABLE", { what: "it did not answer in time" }, { cause: error });
    }
  });
  return found === null || named.required ? found : { ...found, severity: "warning" };
}

/** Why the ledger does not hold a mark; null: it does, or has moved on since it was opened and does now. */
async function missing(ports: Ports, view: LedgerView, mark: Mark, options: CallOptions): Promise<Distrust | null> {
  if (await holds(ports, view, mark, options)) return null;
  if (mark.seq <= view.tip.seq) return distrusted("LEDGER_FORKED", catalogue.LEDGER_FORKED(mark));
  await outsideProblem(() => ports.git.fetch(branchesFrom(ports.branches.ledger), options));
  const now = (await ports.ledger.open(options)).view;
  if (now !== null && (await holds(ports, now, mark, options))) return null;
  return distrusted("LEDGER_BEHIND_WITNESS", catalogue.LEDGER_BEHIND_WITNESS({ seq: mark.seq, tip: view.tip.seq }));
}

async function holds(ports: Ports, view: LedgerView, mark: Mark, options: CallOptions): Promise<boolean> {
  return (await ports.ledger.digestAt(view, mark.seq, options)) === mark.digest;
}

function distrusted(code: Distrust["code"], { summary, next }: Words): Distrust {
  return { code, message: summary, next };
}
