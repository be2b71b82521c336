import { expect, it } from "vitest";
import { brevetError } from "../../../src/core/problem/brevet-error.ts";
import { problem } from "../../../src/core/problem/problem.ts";
import { openSession, type Session } from "../../../src/cli/session.ts";
import { showError, showProblems } from "../../../src/cli/show-failure.ts";

interface Heard {
  readonly session: Session;
  readonly out: string[];
  readonly err: string[];
}

function hear(
  options: { readonly json?: boolean; readonly aborted?: boolean; readonly env?: Record<string, string> } = {},
): Heard {
  const out: string[] = [];
  const err: string[] = [];
  const session = openSession(
    {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      interactive: false,
      outIsTerminal: false,
      env: options.env ?? {},
      cwd: "/",
      signal: options.aborted === true ? AbortSignal.abort() : new AbortController().signal,
    },
    { color: true, json: options.json === true },
  );
  return { session, out, err };
}

it("reports what nobody expected in one line, with how to report it, and exit code 4", () => {
  const { session, out, err } = hear();
  expect(showError(new TypeError("x is not\u001b[2J a function"), session)).toBe(4);
  expect(out).toEqual([]);
  expect(err).toHaveLength(1);
  expect(err[0]).toMatch(/^Internal error: TypeError: x is not\\u\{1b\}\[2J a function\. Please report it .+\n$/);
});

it("adds the stack only where it was asked for", () => {
  const { session, err } = hear({ env: { BREVET_DEBUG: "1" } });
  showError(new Error("x"), session);
  expect(err.join("")).toContain("show-failure.test.ts");
});

it("gives one object on standard output with --json, also for what nobody expected", () => {
  const { session, out } = hear({ json: true });
  expect(showError(new Error("x"), session)).toBe(4);
  expect(JSON.parse(out.join(""))).toMatchObject({ ok: false, problems: [{ code: "INTERNAL" }] });
});

it("says that an interrupted command may be run again, whatever it threw", () => {
  const { session, err } = hear({ aborted: true });
  expect(showError(new Error("aborted"), session)).toBe(130);
  expect(err.join("")).toBe("Interrupted. It is safe to run this again.\n");
});

it.each([
  { name: "wrong use", error: brevetError("REPOSITORY_MISSING", { folder: "/" }), code: 2 },
  {
    name: "a remote that cannot be reached",
    error: brevetError("GIT_REMOTE_FAILED", { remote: "o", said: "no" }),
    code: 3,
  },
  {
    name: "a ledger that is not believed",
    error: brevetError("LEDGER_NOT_BELIEVED", { code: "LEDGER_REWOUND" }),
    code: 1,
  },
])("ends with the code of $name", ({ error, code }) => {
  const { session, err } = hear();
  expect(showError(error, session)).toBe(code);
  expect(err.join("")).toContain(`${error.code}\n  `);
});

it("ends with the gravest of several problems, warnings left out", () => {
  const { session } = hear();
  const use = problem("REPOSITORY_MISSING", { folder: "/" });
  const remote = problem("GIT_REMOTE_FAILED", { remote: "o", said: "no" }, {}, "warning");
  expect(showProblems([use, remote], session)).toBe(2);
});
