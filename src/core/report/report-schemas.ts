const text = { type: "string" } as const;
const maybeText = { type: ["string", "null"] } as const;
const texts = { type: "array", items: text } as const;
const moment = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?Z$" } as const;
const maybeMoment = { anyOf: [moment, { type: "null" }] } as const;

/** An object with exactly these keys; those named optional may be missing. */
function exactly<P extends Readonly<Record<string, object>>>(
  properties: P,
  optional: readonly (keyof P & string)[] = [],
): { type: "object"; additionalProperties: false; required: string[]; properties: P } {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: "object", additionalProperties: false, required, properties };
}

function listOf<I extends object>(items: I): { type: "array"; items: I } {
  return { type: "array", items };
}

function orNull<S extends object>(schema: S): { anyOf: [S, { type: "null" }] } {
  return { anyOf: [schema, { type: "null" }] };
}

const problem = exactly(
  {
    code: { type: "string", pattern: "^[A-Z][A-Z0-9_]{1,63}$" },
    severity: { enum: ["error", "warning"] },
    path: text,
    line: { type: "integer", minimum: 1 },
    column: { type: "integer", minimum: 1 },
    message: text,
    next: text,
  },
  ["path", "line", "column"],
);
/** What it cost of the forge's calls, where they count. */
const calls = exactly({
  made: { type: "integer" },
  unchanged: { type: "integer" },
  left: { type: ["integer", "null"] },
});
const outcome = { enum: ["invalid", "denied", "pending", "allowed"] } as const;
const stage = exactly({
  name: text,
  count: { type: "number" },
  from: texts,
  need: texts,
  because: text,
  by: texts,
  missing: { type: "number" },
  can: texts,
});
const reason = exactly({
  code: text,
  severity: { enum: ["deny", "warn", "info"] },
  facts: { type: "object" },
  field: maybeText,
});
const request = exactly({
  id: text,
  path: text,
  digest: maybeText,
  subject: maybeText,
  requester: maybeText,
  entitlement: maybeText,
  emergency: { type: "boolean" },
  outcome,
  problems: listOf(problem),
  reasons: listOf(reason),
  stages: listOf(stage),
  obligations: listOf({ type: "object" }),
  lease: orNull(exactly({ seconds: { type: "integer" }, max: { type: "integer" } })),
  effect: orNull(
    exactly({ target: text, principal: text, rights: {}, expiry: text, from: maybeMoment, until: maybeMoment }),
  ),
  key: maybeText,
  usableUntil: maybeMoment,
});
const check = exactly(
  {
    ok: { type: "boolean" },
    outcome,
    problems: listOf(problem),
    requests: listOf(request),
    rules: { const: true },
    calls,
  },
  ["rules", "calls"],
);
const past = { enum: ["denied", "pending", "allowed"] } as const;
const voice = { enum: ["spoke", "quiet", "inapplicable", "silent"] } as const;
const explainedStep = exactly({
  text,
  line: { type: "integer", minimum: 1 },
  outcome: { enum: ["held", "failed", "unreached"] },
  values: listOf(exactly({ name: text, value: {} })),
});
const explainedClause = exactly({
  says: { enum: ["deny", "warn", "info", "stage", "bound", "obligation"] },
  path: text,
  line: { type: "integer", minimum: 1 },
  outcome: voice,
  steps: listOf(explainedStep),
  said: listOf({ type: "object" }),
  lost: texts,
});
const explainedRule = exactly({
  rule: text,
  code: text,
  title: text,
  outcome: voice,
  clauses: listOf(explainedClause),
});
const life = exactly({
  since: moment,
  at: moment,
  overdue: { type: "integer", minimum: 0 },
  lost: listOf(exactly({ target: text, code: text })),
});
const change = exactly(
  {
    action: { enum: ["start", "adjust", "end"] },
    because: text,
    grant: maybeText,
    target: text,
    entitlement: maybeText,
    subject: maybeText,
    outcome: { enum: ["planned", "done", "failed", "skipped"] },
    code: text,
    message: text,
  },
  ["code", "message"],
);

/** A schema of its own. */
export interface ReportSchema {
  readonly $id: string;
  readonly title: string;
  readonly [keyword: string]: unknown;
}

const refused = listOf(exactly({ id: text, code: text, message: text }));
const rules = listOf(exactly({ commit: text, outcome: { enum: ["accepted", "refused"] }, code: maybeText }));
const frozen = orNull(exactly({ code: text, message: text }));

/** One line of a resident engine. */
function line(kind: string, properties: Readonly<Record<string, object>>): object {
  return exactly({ at: moment, kind: { const: kind }, ...properties });
}

/** What each command gives with `--json`, by command: one object, nothing else. */
export const reportSchemas: Readonly<Record<string, ReportSchema>> = {
  check: { $id: "urn:brevet:report-check", title: "brevet check --json", ...check },
  apply: {
    $id: "urn:brevet:report-apply",
    title: "brevet apply --json, brevet plan --json",
    ...exactly(
      {
        ok: { type: "boolean" },
        main: maybeText,
        ledger: orNull(exactly({ seq: { type: "integer" }, digest: text })),
        admitted: texts,
        refused,
        rules,
        changes: listOf(change),
        drift: listOf(exactly({ kind: text, target: text, grant: maybeText, principal: text })),
        problems: listOf(problem),
        frozen,
        next_at: maybeMoment,
        calls,
      },
      ["calls"],
    ),
  },
  watch: {
    $id: "urn:brevet:report-watch",
    title: "brevet apply --watch --json: each line",
    oneOf: [
      line("started", {}),
      line("stopped", {}),
      line("listening", { address: maybeText, message: maybeText }),
      line("helm", { held: { type: "boolean" } }),
      line("target", { target: text, answers: { type: "boolean" }, code: maybeText, message: maybeText }),
      line("decided", { admitted: texts, refused, rules, next_at: maybeMoment }),
      line("change", { change, seconds: { type: ["number", "null"] } }),
      line("trouble", { problems: listOf(problem), frozen }),
    ],
  },
  status: {
    $id: "urn:brevet:report-status",
    title: "brevet status --json",
    ...exactly({
      at: moment,
      grants: listOf(
        exactly(
          {
            id: text,
            subject: text,
            entitlement: text,
            target: text,
            state: text,
            from: moment,
            until: moment,
            expiry: text,
            approved_by: texts,
            emergency: { type: "boolean" },
            ended_because: text,
          },
          ["ended_because"],
        ),
      ),
      targets: listOf(
        exactly({
          id: text,
          kind: text,
          expiry: text,
          reachable: { type: ["boolean", "null"] },
          live: { type: "integer" },
          foreign: { type: ["integer", "null"] },
        }),
      ),
      overdue: texts,
      reviews: listOf(
        exactly({
          grant: text,
          subject: text,
          entitlement: text,
          by: texts,
          due: moment,
          overdue: { type: "boolean" },
        }),
      ),
      drift: listOf(exactly({ kind: text, target: text, grant: maybeText, principal: text, since: moment })),
      heartbeat: orNull(life),
      runners: listOf(exactly({ runner: text, heartbeat: orNull(life) })),
    }),
  },
  log: {
    $id: "urn:brevet:report-log",
    title: "brevet audit log --json",
    ...exactly({
      ok: { const: true },
      events: listOf(
        exactly({
          seq: { type: "integer", minimum: 1 },
          at: moment,
          type: text,
          grant: maybeText,
          subject: maybeText,
          entitlement: maybeText,
          text,
          main: maybeText,
        }),
      ),
    }),
  },
  doctor: {
    $id: "urn:brevet:report-doctor",
    title: "brevet doctor --json",
    ...exactly({
      ok: { type: "boolean" },
      at: moment,
      findings: listOf(
        exactly({
          code: text,
          severity: { enum: ["error", "warning"] },
          about: text,
          message: text,
          attack: text,
          next: text,
        }),
      ),
      mended: listOf(text),
    }),
  },
  verify: {
    $id: "urn:brevet:report-verify",
    title: "brevet audit verify --json",
    ...exactly(
      {
        ok: { type: "boolean" },
        events: { type: "integer" },
        head: maybeText,
        digest: maybeText,
        from: maybeMoment,
        until: maybeMoment,
        first_bad: orNull(exactly({ seq: { type: "integer" }, commit: text, code: text, message: text, next: text })),
        witness: exactly({ seq: { type: ["integer", "null"] } }),
        decisions: exactly({ replayed: { type: "integer" }, stopped: { type: "integer" } }),
      },
      ["witness", "decisions"],
    ),
  },
  request: {
    $id: "urn:brevet:report-request",
    title: "brevet request --json",
    ...exactly({
      ok: { type: "boolean" },
      id: text,
      path: text,
      branch: text,
      commit: maybeText,
      statement: maybeText,
      private_key: maybeText,
      pushed: { type: "boolean" },
      change: { type: ["integer", "null"] },
      check,
    }),
  },
  statement: {
    $id: "urn:brevet:report-statement",
    title: "brevet approve --json, and of the other commands that sign a statement",
    ...exactly({
      ok: { const: true },
      do: { enum: ["approve", "object", "lift", "rules", "thaw", "recover", "abandon", "revoke", "review"] },
      by: text,
      key: text,
      path: text,
      digest: text,
      branch: maybeText,
      commit: maybeText,
      check: orNull(check),
    }),
  },
  credentials: {
    $id: "urn:brevet:report-credentials",
    title: "brevet credentials --json",
    ...exactly({
      ok: { const: true },
      id: text,
      subject: text,
      entitlement: text,
      target: text,
      until: moment,
      kind: text,
      text,
      file: maybeText,
      private_key: maybeText,
      use: text,
    }),
  },
  init: {
    $id: "urn:brevet:report-init",
    title: "brevet init --json",
    ...exactly({
      ok: { const: true },
      root: text,
      repository: text,
      person: exactly({ id: text, key: text, key_made: { type: "boolean" } }),
      branch: text,
      commit: text,
      ledger: exactly({ branch: text, genesis: text }),
      engine_key: text,
      written: texts,
      kept: texts,
      engine_repo: orNull(exactly({ repository: text, folder: text })),
      entitlement: text,
    }),
  },
  prune: {
    $id: "urn:brevet:report-prune",
    title: "brevet prune --json",
    ...exactly({ ok: { const: true }, removed: texts, branch: maybeText, commit: maybeText }),
  },
  explain: {
    $id: "urn:brevet:report-explain",
    title: "brevet policy explain --json",
    ...exactly({
      ok: { type: "boolean" },
      problems: listOf(problem),
      requests: listOf(
        exactly({ id: text, path: text, outcome, problems: listOf(problem), rules: orNull(listOf(explainedRule)) }),
      ),
    }),
  },
  replay: {
    $id: "urn:brevet:report-replay",
    title: "brevet policy replay --json",
    ...exactly({
      ok: { const: true },
      policy: maybeText,
      since: maybeMoment,
      decisions: { type: "integer" },
      unreadable: { type: "integer" },
      newer: { type: "integer" },
      problems: listOf(problem),
      same: { type: "integer" },
      changed: { type: "integer" },
      outcomes: listOf(exactly({ was: past, now: past, count: { type: "integer" } })),
      terms: listOf(exactly({ term: text, gained: { type: "integer" }, lost: { type: "integer" } })),
      subjects: listOf(exactly({ id: text, count: { type: "integer" } })),
      resources: listOf(exactly({ id: text, count: { type: "integer" } })),
      cases: listOf(
        exactly({
          seq: { type: "integer" },
          at: moment,
          request: text,
          subject: text,
          entitlement: text,
          was: past,
          now: past,
          gained: texts,
          lost: texts,
        }),
      ),
    }),
  },
  failure: {
    $id: "urn:brevet:report-failure",
    title: "any command that could not do what it was asked, with --json",
    ...exactly({ ok: { const: false }, problems: listOf(problem) }),
  },
};
