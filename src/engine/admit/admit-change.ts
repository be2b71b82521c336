import type { Catalog } from "../../core/catalog/catalog.ts";
import type { State } from "../../core/ledger/state.ts";
import { isError, problem, type Problem } from "../../core/problem/problem.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Proof } from "../../ports/forge.ts";
import type { WalkedCommit } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import { mostRequests, sortPaths, type ChangedRequest } from "../change/sort-paths.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged } from "../judge/case.ts";
import { explain } from "../judge/explain.ts";
import { openerOf } from "../judge/opener.ts";
import { mayRevoke } from "../orders/may-revoke.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Journal } from "../run-journal.ts";
import { admittedEntry, refusedEntry, type Why } from "./entries.ts";
import { judgeFiles } from "./judge-files.ts";

/** What admitting needs to know of the run it is part of. */
export interface AdmissionRun {
  readonly view: LedgerView;
  readonly journal: Journal;
  readonly rules: { readonly merge: Rules; readonly now: Rules };
}

/** Why one request was not admitted, in words. */
export interface Refused {
  readonly id: string;
  readonly problems: Why;
}

/**
 * Admits or refuses what one first-parent commit brought, as one unit: one refused refuses all. Nothing counts but
 * what a proved change changed; its statements are those of the merged tree.
 */
export async function admitChange(
  ports: JudgePorts,
  run: AdmissionRun,
  commit: WalkedCommit,
  options: CallOptions,
): Promise<Refused[]> {
  if (!commit.changes.some((change) => change.path.startsWith("requests/"))) return [];
  const proof = await ports.forge.prove(commit, options);
  if (!proof.ok) {
    const why = problem(proof.code, { commit: commit.id });
    return refuse(run, commit, sortPaths(commit.changes).requests, why);
  }
  const { state } = run.journal;
  const sorted = sortPaths(proof.paths);
  const added = sorted.requests.filter((request) => request.kind === "added");
  const edited = sorted.requests.filter((request) => request.kind === "modified");
  const removed = sorted.requests.filter((request) => request.kind === "removed" && isLive(request.id, state));
  const notes = [
    ...edited.flatMap((request) => refuse(run, commit, [request], problem("REQUEST_EDITED", { id: request.id }))),
    ...removed.flatMap((request) => withdraw(run, commit, proof, request)),
  ];
  const [first] = sorted.problems;
  if (first !== undefined) return [...notes, ...refuse(run, commit, added, first)];
  return [...notes, ...(await admitAdded(ports, run, commit, proof, added, options))];
}

async function admitAdded(
  ports: JudgePorts,
  run: AdmissionRun,
  commit: WalkedCommit,
  proof: Proof,
  added: readonly ChangedRequest[],
  options: CallOptions,
): Promise<Refused[]> {
  const { view, rules, journal } = run;
  const judged = await judgeFiles(
    ports,
    { rules, view, state: journal.state },
    { revision: commit.id, phase: "admit", proof, claimedAt: proof.mergedAt ?? proof.claimedAt },
    added,
    options,
  );
  const admissions = judged.map((one) => admittedEntry(one, commit.id));
  if (admissions.every((entry) => entry !== null)) {
    for (const entry of admissions) journal.note(entry);
    return [];
  }
  const refused: Refused[] = [];
  for (const one of judged) {
    const problems = await whyRefused(ports, one, options);
    journal.note(refusedEntry(one.id, commit.id, problems, one));
    refused.push({ id: one.id, problems });
  }
  return refused;
}

/** Ends the grant of a deleted file, where who made the change may; else says that it goes on. */
function withdraw(run: AdmissionRun, commit: WalkedCommit, proof: Proof, request: ChangedRequest): Refused[] {
  const { catalog } = run.rules.now;
  const grant = run.journal.state.grants[request.id];
  const by = whoDeleted(proof, request.path, catalog);
  if (grant === undefined || by === null || !mayRevoke(by, { request: request.id }, grant, catalog))
    return refuse(run, commit, [request], problem("DELETION_UNSIGNED", { id: request.id }));
  run.journal.note({ type: "withdrawn", grant: grant.id, main: commit.id, body: { by, number: proof.number } });
  return [];
}

/** Who made that change, as the forge vouches; null: only a signed order would say who means it. */
function whoDeleted(proof: Proof, path: string, catalog: Catalog): string | null {
  const { number } = proof;
  if (number === null) return null;
  const opener = openerOf(
    { opened: { ...proof, number }, contributors: proof.contributors.get(path) ?? null },
    catalog,
  );
  return opener.isClear ? opener.id : null;
}

/** Refuses what cannot be judged. Of a flood, the history tells as much as a change may bring. */
function refuse(run: AdmissionRun, commit: WalkedCommit, requests: readonly ChangedRequest[], why: Problem): Refused[] {
  return requests.slice(0, mostRequests).map(({ id, path }) => {
    run.journal.note(refusedEntry(id, commit.id, [why], null));
    return { id, problems: [{ ...why, path: why.path ?? path }] };
  });
}

function isLive(id: string, state: State): boolean {
  const grant = state.grants[id];
  return grant !== undefined && grant.state !== "ended" && grant.ending === null;
}

async function whyRefused(ports: JudgePorts, judged: Judged, options: CallOptions): Promise<Why> {
  const [first, ...more] = (await explain(ports, judged, options)).filter(isError);
  if (first !== undefined) return [first, ...more];
  const isPending = judged.judgement?.verdict.outcome === "pending";
  return [problem(isPending ? "PENDING" : "BUNDLE_REFUSED", { id: judged.id }, { path: judged.path })];
}
