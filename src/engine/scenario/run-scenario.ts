import { digestJson } from "../../core/json/digest.ts";
import { begin } from "../../core/ledger/begin.ts";
import type { Event } from "../../core/ledger/event.ts";
import type { State } from "../../core/ledger/state.ts";
import { requestPath } from "../../core/request/request-path.ts";
import type { Attributed, Statement } from "../../core/statement/statement.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import { instant, type Instant } from "../../core/time/instant.ts";
import { toTimestamp } from "../../core/time/timestamp.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Ledger, LedgerView } from "../../ports/ledger.ts";
import { withAdmitted } from "../admit/with-admitted.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Judged } from "../judge/case.ts";
import { draftCase } from "../judge/draft-case.ts";
import { drafterOf } from "../judge/requester.ts";
import { judgeDrafts } from "../judge/judge-request.ts";
import type { Rules } from "../rules/read-rules.ts";
import { openJournal } from "../run-journal.ts";
import type { Scenario } from "../../core/report/scenario-schema.ts";
import { madeUpKey } from "./made-up-key.ts";

/** One request of a scenario, with who agreed to it. */
type Asked = Pick<Scenario, "request" | "approvals"> & { readonly at: Instant };

const nothing = "0".repeat(40);
const engine: Event["by"] = { kind: "engine", version: "", run: null };

/**
 * Judges a scenario's request on the path that requests take: its file is read, its history is admitted by the same rules
 * and folded, and who agrees is weighed by what they had seen. Signatures and keys alone are taken as given.
 */
export async function runScenario(
  ports: JudgePorts,
  rules: Rules,
  { before, asked }: { readonly before: readonly Asked[]; readonly asked: Asked },
  options: CallOptions,
): Promise<{ readonly judged: Judged; readonly history: readonly Judged[] }> {
  const first = before[0]?.at ?? asked.at;
  const repository = rules.config.repositoryId;
  let state: State = { ...begin({ at: first, repository, genesis: digestJson(null) }), cursor: nothing };
  const history: Judged[] = [];
  for (const one of before) {
    const judged = await judgeAsked(ports, rules, one, passed(state, one.at), options);
    state = passed(withAdmitted(passed(state, one.at), judged, one.at), one.at);
    history.push(judged);
  }
  return { judged: await judgeAsked(ports, rules, asked, passed(state, asked.at), options), history };
}

async function judgeAsked(
  ports: JudgePorts,
  rules: Rules,
  asked: Asked,
  state: State,
  options: CallOptions,
): Promise<Judged> {
  const { request, approvals = {}, at } = asked;
  const { id, requester, ...file } = request;
  const seen = Object.values(approvals).map(({ minutes_before = 0 }) => instant(at - minutes_before * 60_000));
  const view: LedgerView = { tip: { commit: nothing, seq: state.seq, digest: state.digest }, state, distrust: null };
  const by = { ...ports, ledger: seenBy(ports.ledger, [at, ...seen]) };
  const whole = { ...madeUpKey(ports, rules, id), ...file };
  const bytes = new TextEncoder().encode(JSON.stringify(whole));
  const about = draftCase(ports, { view, at }, { id, path: requestPath(id), bytes, blob: nothing });
  const [drafted] = await judgeDrafts(by, rules, [about], options);
  if (drafted === undefined) throw new TypeError("nothing was judged");
  const { digest, effectDigest: effect } = drafted;
  if (digest === null || effect === null) return drafted;
  const who = requester ?? drafterOf(drafted.request?.subject ?? "", rules.catalog) ?? "";
  const common = { v: 1, repository: rules.config.repositoryId, at: formatInstant(at) } as const;
  const statements = [
    signed(who, [], { ...common, seen: seenAt(0), do: "request", request: id, digest }),
    ...Object.entries(approvals).map(([person, { with: proofs = [] }], index) =>
      signed(person, proofs, { ...common, seen: seenAt(index + 1), do: "approve", request: id, digest, effect }),
    ),
  ];
  const [judged] = await judgeDrafts(by, rules, [{ ...about, heard: { statements, warnings: [] } }], options);
  return judged ?? drafted;
}

function signed(by: string, proofs: readonly string[], statement: Statement): Attributed {
  const digest = digestJson({ by, do: statement.do, seen: { ...statement.seen } });
  const [hardware, userVerified] = [proofs.length > 0, proofs.includes("user_verified")];
  return { path: "", line: "", statement, armour: "", digest, by, key: "", hardware, userVerified };
}

function seenAt(seq: number): Statement["seen"] {
  return { seq, digest: digestJson({ seq }) };
}

/** A ledger as far as who signed had seen it: an event for each of these moments. */
function seenBy(ledger: Ledger, moments: readonly Instant[]): Ledger {
  return {
    ...ledger,
    digestAt: (_, seq) => Promise.resolve(seq < moments.length ? seenAt(seq).digest : null),
    eventAt: (_, seq) => {
      const at = moments[seq];
      if (at === undefined) return Promise.resolve(null);
      const event = { v: 1, seq, prev: digestJson(null), at: toTimestamp(at), type: "thawed", grant: null, main: null };
      return Promise.resolve({ ...event, by: engine, body: {} } as Event);
    },
  };
}

/** The state once what should have begun by then has, and what is over has ended. */
function passed(state: State, now: Instant): State {
  const journal = openJournal(state, engine, () => now);
  for (const { id, subject, entitlement, effect, lease, state: at } of Object.values(state.grants)) {
    const of = { grant: id, main: null } as const;
    const held = { subject, entitlement, target: effect.target };
    if (at === "waiting" && lease.from <= now) {
      const until = toTimestamp(lease.until);
      journal.note({ ...of, type: "starting", body: { ...held, until } });
      const given = { ref: id, until, delivery: null };
      journal.note({ ...of, type: "activated", body: { ...held, until, given } });
    }
    if (at !== "ended" && lease.until <= now) {
      const over = { because: "expired", verified: "seen_gone", sessions: null } as const;
      journal.note({ ...of, type: "ended", body: { ...held, ...over } });
    }
  }
  return journal.state;
}
