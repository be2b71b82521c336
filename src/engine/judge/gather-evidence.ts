import type { Catalog } from "../../core/catalog/catalog.ts";
import type { EvidenceConfig } from "../../core/config/config.ts";
import type { PolicyInput } from "../../core/decision/input.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { epochSeconds, type Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Finding } from "../../ports/evidence.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";

type Told = PolicyInput["evidence"];

/**
 * Asks every source of evidence that the rules name. One that does not answer is unknown, and so is what it would have
 * said: of several that tell who is on call all must answer.
 */
export async function gatherEvidence(
  ports: Pick<JudgePorts, "evidence">,
  { config, catalog }: Rules,
  about: { readonly at: Instant; readonly ticket: string | null },
  options: CallOptions,
): Promise<Told> {
  const ask = async (source: EvidenceConfig): Promise<Finding | null> => {
    try {
      const opened = await ports.evidence?.open(source);
      return opened === undefined ? null : await opened.look(about, options);
    } catch (error) {
      if (error instanceof BrevetError) return null;
      throw error;
    }
  };
  const found = await Promise.all(config.evidence.map(async (source) => ({ source, finding: await ask(source) })));
  const duties = found.filter(({ source }) => source.kind !== "tickets").map(({ finding }) => finding);
  const tickets = found.filter(({ source }) => source.kind === "tickets").map(({ finding }) => finding);
  return {
    on_call: duties.length === 0 ? null : toDuty(duties, catalog),
    ticket: tickets.length === 0 || about.ticket === null ? null : toTicket(tickets),
    sources: found.map(({ source: { id }, finding }) => ({
      name: id,
      at: epochSeconds(about.at),
      state: finding === null ? "unknown" : "known",
    })),
  };
}

function toDuty(duties: readonly (Finding | null)[], catalog: Catalog): NonNullable<Told["on_call"]> {
  const told = duties.flatMap((finding) => finding?.onCall ?? []);
  const known = duties.every((finding) => finding?.onCall !== null && finding !== null);
  const people = Object.values(catalog.people).filter(
    ({ email }) => email !== null && told.includes(email.toLowerCase()),
  );
  return { known, people: known ? people.map(({ id }) => id).sort() : [] };
}

/** A ticket that any source knows to be open is; one that not all can tell of is unknown. */
function toTicket(tickets: readonly (Finding | null)[]): NonNullable<Told["ticket"]> {
  const states = tickets.map((finding) => finding?.ticket ?? null);
  for (const state of ["open", "closed"] as const) if (states.includes(state)) return { known: true, state };
  return states.includes(null) ? { known: false, state: null } : { known: true, state: "missing" };
}
