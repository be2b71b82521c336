import { expect, it } from "vitest";
import type { CredentialsReport, InitReport, RequestMade, StatementMade } from "../../../../src/core/report/people.ts";
import type {
  ApplyReport,
  CheckReport,
  LogReport,
  StatusReport,
  VerifyReport,
} from "../../../../src/core/report/report.ts";
import { aboutToSignText } from "../../../../src/views/text/about-to-sign.ts";
import { applyText } from "../../../../src/views/text/apply.ts";
import { checkText } from "../../../../src/views/text/check.ts";
import { credentialsText } from "../../../../src/views/text/credentials.ts";
import { initText } from "../../../../src/views/text/init.ts";
import type { Paint } from "../../../../src/views/text/paint.ts";
import { problemsText } from "../../../../src/views/text/problems.ts";
import { requestMadeText } from "../../../../src/views/text/request-made.ts";
import { statementMadeText } from "../../../../src/views/text/statement-made.ts";
import { logText } from "../../../../src/views/text/log.ts";
import { statusText } from "../../../../src/views/text/status.ts";
import { verifyText } from "../../../../src/views/text/verify.ts";

/** Clears the screen, starts a line of its own, turns the reading direction, and speaks to a CI runner. */
const evil = "x\u001b[2J\u009b31m\r\n::add-mask::\u202e\u200b";
const plain: Paint = (_style, text) => text;
const problem = {
  code: "NAME_UNKNOWN",
  severity: "error",
  path: evil,
  line: 1,
  column: 2,
  message: evil,
  next: evil,
} as const;

const check: CheckReport = {
  ok: false,
  outcome: "pending",
  problems: [problem],
  requests: [
    {
      id: evil,
      path: evil,
      digest: evil,
      subject: evil,
      requester: `${evil}!`,
      entitlement: evil,
      emergency: true,
      outcome: "pending",
      problems: [problem],
      reasons: [],
      obligations: [],
      stages: [
        {
          name: evil,
          count: 1,
          from: [evil],
          need: [evil],
          because: "OWNER_AGREES",
          by: [evil],
          missing: 1,
          can: [evil],
        },
      ],
      lease: { seconds: 60, max: 60 },
      effect: { target: evil, principal: evil, rights: evil, expiry: "enforced", from: null, until: null },
      key: evil,
      usableUntil: "2026-11-22T10:00:00Z",
    },
  ],
};

const apply: ApplyReport = {
  ok: false,
  main: "0".repeat(40),
  ledger: { seq: 1, digest: "sha256-" },
  admitted: [evil],
  refused: [{ id: evil, code: "PENDING", message: evil }],
  rules: [{ commit: "0".repeat(40), outcome: "refused", code: "RULES_UNSIGNED" }],
  changes: [
    {
      action: "end",
      because: "unexplained",
      grant: null,
      target: evil,
      entitlement: null,
      subject: null,
      outcome: "done",
    },
    {
      action: "start",
      because: "admitted",
      grant: evil,
      target: evil,
      entitlement: evil,
      subject: evil,
      outcome: "failed",
      code: "TARGET_UNREACHABLE",
      message: evil,
    },
  ],
  drift: [{ kind: "foreign", target: evil, grant: evil, principal: evil }],
  problems: [problem],
  frozen: { code: "MAIN_REWRITTEN", message: evil },
  next_at: "2026-11-22T10:00:00Z",
};

const status: StatusReport = {
  at: "2026-11-22T10:00:00Z",
  grants: [
    {
      id: evil,
      subject: evil,
      entitlement: evil,
      target: evil,
      state: "active",
      from: "2026-11-22T10:00:00Z",
      until: "2026-11-22T12:00:00Z",
      expiry: "none",
      approved_by: [evil],
      emergency: true,
    },
  ],
  targets: [{ id: evil, kind: evil, expiry: "none", reachable: false, live: 1, foreign: 1 }],
  overdue: [evil],
  reviews: [{ grant: evil, subject: evil, entitlement: evil, by: [evil], due: "2026-11-22T10:00:00Z", overdue: true }],
  drift: [{ kind: evil, target: evil, grant: evil, principal: evil, since: "2026-11-22T10:00:00Z" }],
  heartbeat: {
    since: "2026-11-22T09:00:00.000Z",
    at: "2026-11-22T09:59:50.000Z",
    overdue: 1,
    lost: [{ target: evil, code: evil }],
  },
  runners: [{ runner: evil, heartbeat: null }],
};

const log: LogReport = {
  ok: true,
  events: [
    {
      seq: 3,
      at: "2026-11-22T10:00:00.000Z",
      type: evil,
      grant: evil,
      subject: evil,
      entitlement: evil,
      text: evil,
      main: evil,
    },
  ],
};

const made: RequestMade = {
  ok: false,
  id: evil,
  path: evil,
  branch: evil,
  commit: "0".repeat(40),
  statement: evil,
  private_key: evil,
  pushed: false,
  change: null,
  check,
};

const statement: StatementMade = {
  ok: true,
  do: "object",
  by: evil,
  key: evil,
  path: evil,
  digest: evil,
  branch: evil,
  commit: "0".repeat(40),
  check,
};

const begun: InitReport = {
  ok: true,
  root: evil,
  repository: "0b6f",
  person: { id: evil, key: "SHA256:x", key_made: true },
  branch: evil,
  commit: "0".repeat(40),
  ledger: { branch: evil, genesis: "sha256-" },
  engine_key: "SHA256:y",
  written: [evil],
  kept: [evil],
  engine_repo: { repository: evil, folder: evil },
  entitlement: evil,
};

const delivered: CredentialsReport = {
  ok: true,
  id: evil,
  subject: evil,
  entitlement: evil,
  target: evil,
  until: "2026-11-22T12:00:00Z",
  kind: "certificate",
  text: evil,
  file: evil,
  private_key: evil,
  use: evil,
};

const broken: VerifyReport = {
  ok: false,
  events: 3,
  head: evil,
  digest: evil,
  from: "2026-11-22T10:00:00Z",
  until: "2026-11-22T12:00:00Z",
  first_bad: { seq: 4, commit: evil, code: "LEDGER_FILES", message: evil, next: evil },
};

it.each([
  { name: "problems", text: problemsText([problem], plain) },
  { name: "check", text: checkText(check, plain) },
  { name: "apply", text: applyText(apply, plain) },
  { name: "status", text: statusText(status, plain) },
  { name: "request", text: requestMadeText(made, plain) },
  { name: "approve", text: statementMadeText(statement, plain) },
  {
    name: "what is about to be signed",
    text: aboutToSignText(
      {
        do: "rules",
        signer: { person: evil, fingerprint: evil },
        check,
        paths: [evil],
        ends: [{ id: evil, subject: evil, entitlement: evil }],
      },
      plain,
    ),
  },
  { name: "init", text: initText(begun, plain) },
  { name: "credentials", text: credentialsText(delivered, plain) },
  { name: "audit log", text: logText(log, plain) },
  { name: "audit verify", text: verifyText(broken, plain) },
])("S40 the text of $name shows what others wrote, and does nothing that it says", ({ text }) => {
  expect(text).toContain("x\\u{1b}[2J");
  expect(text).not.toMatch(/[\p{Cf}\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
  expect(text).not.toMatch(/^::/m);
});
