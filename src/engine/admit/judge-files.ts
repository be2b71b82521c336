import type { PolicyInput } from "../../core/decision/input.ts";
import type { State } from "../../core/ledger/state.ts";
import type { Instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Proof } from "../../ports/forge.ts";
import type { ObjectId } from "../../ports/git.ts";
import type { LedgerView } from "../../ports/ledger.ts";
import type { ChangedRequest } from "../change/sort-paths.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged, Opened } from "../judge/case.ts";
import { mostRequestBytes } from "../../core/request/read-request.ts";
import { judgeRequest } from "../judge/judge-request.ts";
import type { Rules } from "../rules/read-rules.ts";
import { ordersFolder, requestFolder } from "../../core/statement/statement-path.ts";
import { hearStatements, type Heard } from "../statements/hear-statements.ts";
import { withAdmitted } from "./with-admitted.ts";

/** A proved or proposed change, as far as judging its files needs it. */
export interface ChangeFacts {
  /** The tree whose files and statements count: the merged one, or the proposed head. */
  readonly revision: ObjectId;
  readonly phase: PolicyInput["phase"];
  readonly proof: Omit<Proof, "ok" | "commit">;
  readonly claimedAt: Instant | null;
}

/** A file that the tree does not hold, whatever was proved of it: no request is empty. */
const absent = { bytes: new Uint8Array(), oid: "" };

/**
 * Judges the added requests of one change, in order of id, each as if those before it were admitted: what they would
 * hold together is seen.
 */
export async function judgeFiles(
  ports: JudgePorts,
  by: {
    readonly rules: { readonly merge: Rules; readonly now: Rules };
    readonly view: LedgerView;
    readonly state: State;
  },
  change: ChangeFacts,
  added: readonly ChangedRequest[],
  options: CallOptions,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  let { state } = by;
  const now = ports.clock.now();
  const files = await ports.git.read(
    change.revision,
    added.map((request) => request.path),
    { ...options, most: mostRequestBytes },
  );
  for (const request of [...added].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { bytes, oid } = files.get(request.path) ?? absent;
    const heard = await hearAbout(ports, by.rules.now, change.revision, request.id, options);
    const one = await judgeRequest(
      ports,
      by.rules,
      {
        phase: change.phase,
        id: request.id,
        path: request.path,
        bytes,
        blob: oid,
        change: { kind: "added", source: change.proof.source, number: change.proof.number },
        contributors: change.proof.contributors.get(request.path) ?? null,
        opened: openedBy(change.proof),
        inForce: [by.rules.now, by.rules.merge],
        heard,
        view: by.view,
        state,
        now,
        claimedAt: change.claimedAt,
        draft: false,
      },
      options,
    );
    judged.push(one);
    state = withAdmitted(state, one, now);
  }
  return judged;
}

/** What a forge with accounts says of the change; null where there is no pull request. */
function openedBy({ number, ...proof }: ChangeFacts["proof"]): Opened | null {
  return number === null ? null : { ...proof, number };
}

/** What people signed about a request: what stands beside it, and what takes an objection back. */
async function hearAbout(
  ports: JudgePorts,
  rules: Rules,
  revision: ObjectId,
  id: string,
  options: CallOptions,
): Promise<Heard> {
  const where = { revision, catalog: rules.catalog, repository: rules.config.repositoryId };
  const beside = await hearStatements(ports, { ...where, folder: requestFolder(id) }, options);
  if (!beside.statements.some((signed) => signed.statement.do === "object")) return beside;
  const lifts = await hearStatements(
    ports,
    { ...where, folder: ordersFolder, only: /-lift-[0-9a-f]{16}\.sig$/ },
    options,
  );
  return { statements: [...beside.statements, ...lifts.statements], warnings: beside.warnings };
}
