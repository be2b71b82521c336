import { afterAll, beforeAll, expect, it } from "vitest";
import type { ScenarioTested } from "../../../src/core/report/policy-tests.ts";
import type { Problem } from "../../../src/core/problem/problem.ts";
import { workRules } from "../../../src/engine/check-work.ts";
import { policyFiles } from "../../../src/engine/policy-files.ts";
import { testScenarios } from "../../../src/engine/scenario/test-scenarios.ts";
import { succeed } from "../../../src/core/problem/result.ts";
import type { Toolchain } from "../../../src/ports/toolchain.ts";
import type { Worktree } from "../../../src/ports/worktree.ts";
import { Company } from "../../fakes/company.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const options = { signal: AbortSignal.timeout(600_000) };
const asked = (name: string, more: object = {}): object => ({
  id: `payments/customers-db/2026-11-23-${name}`,
  subject: "alice",
  role: "read-only",
  duration: "2h",
  reason: "Find the duplicate invoices of INC-4211",
  ticket: "INC-4211",
  ...more,
});
const at = "2026-11-23T12:00:00Z";
const expectPending = { outcome: "pending", stages: { owner: 0, second: 1 } };

describeWith([installed], "scenarios of an access repository", () => {
  let company: Company;
  beforeAll(async () => {
    company = await Company.found();
  });
  afterAll(() => company[Symbol.asyncDispose]());

  /** Runs these scenarios by the company's rules as a work tree holds them. */
  async function tested(
    scenarios: object | string,
    over: Partial<Toolchain> = {},
  ): Promise<readonly ScenarioTested[] | readonly Problem[]> {
    const files = new Map(Object.entries(company.rules()).map(([path, bytes]) => [path, bytesOf(bytes)]));
    const text = typeof scenarios === "string" ? scenarios : JSON.stringify(scenarios);
    files.set("test/scenario/all.yaml", new TextEncoder().encode(text));
    const { id, ...file } = asked("filed") as { readonly id: string };
    files.set(`requests/${id}.yaml`, new TextEncoder().encode(JSON.stringify(file)));
    const worktree = {
      list: (roots: readonly string[]) =>
        Promise.resolve([...files.keys()].filter((path) => roots.some((root) => path.startsWith(root)))),
      read: (path: string) => Promise.resolve(files.get(path) ?? null),
    } as unknown as Worktree;
    const ports = { ...company.ports(), worktree };
    const by = { files: await policyFiles(worktree, options), rules: () => workRules(ports, options) };
    const report = await testScenarios({ ...ports, toolchain: { ...ports.toolchain, ...over } }, by, options);
    return report.ok ? report.value : report.problems;
  }

  it("come to what is expected on the path of a request, in wasm and by OPA's own evaluator", async () => {
    const history = [{ at: "2026-11-23T10:00:00Z", request: asked("before"), approvals: { bob: {}, dana: {} } }];
    expect(
      await tested({
        "one has agreed": { at, request: asked("a"), approvals: { bob: { minutes_before: 5 } }, expect: expectPending },
        "both have": {
          at,
          request: asked("b"),
          approvals: { bob: {}, dana: {} },
          expect: { outcome: "allowed", codes: [] },
        },
        "too long": { at, request: asked("c", { duration: "9h" }), expect: { outcome: "denied" } },
        "no such role": {
          at,
          request: asked("d", { role: "everything" }),
          expect: { outcome: "invalid", codes: ["NAME_UNKNOWN"], stages: {} },
        },
        "its id is used": {
          at,
          history,
          request: asked("before"),
          expect: { outcome: "invalid", codes: ["ID_USED"] },
        },
        "longer than a chain may be": {
          at,
          history,
          request: asked("e", { duration: "7h" }),
          approvals: { bob: {}, dana: {} },
          expect: { outcome: "denied", codes: ["CHAIN_TOO_LONG"] },
        },
      }),
    ).toEqual(
      ["one has agreed", "both have", "too long", "no such role", "its id is used", "longer than a chain may be"].map(
        (name) => ({ path: "test/scenario/all.yaml", name, passed: true, wrong: [] }),
      ),
    );
  });

  it("take from a request's file what they leave out of it", async () => {
    const id = "payments/customers-db/2026-11-23-filed";
    expect(
      await tested({
        "as it is": { at, request: { id }, expect: { outcome: "pending", codes: [], stages: { owner: 1, second: 1 } } },
        "but longer": { at, request: { id, duration: "9h" }, expect: { outcome: "denied" } },
      }),
    ).toMatchObject([{ passed: true }, { passed: true }]);
    const problems = (await tested({
      none: { at, request: { id: `${id}-2`, subject: "alice" }, expect: { outcome: "denied" } },
    })) as readonly Problem[];
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "KEY_MISSING The key role is missing.",
      "KEY_MISSING The key duration is missing.",
      "KEY_MISSING The key reason is missing.",
    ]);
  });

  it("tell in what they come to something else", async () => {
    const history = [{ at: "2026-11-23T10:00:00Z", request: asked("before") }];
    const [wrong, early] = (await tested({
      wrong: { at, request: asked("a"), expect: { outcome: "allowed", codes: ["LEASE_TOO_LONG"], stages: {} } },
      early: { at, history, request: asked("b"), expect: { outcome: "pending" } },
    })) as readonly ScenarioTested[];
    expect(wrong).toMatchObject({ passed: false });
    expect(wrong?.wrong[0]).toBe('outcome: expected "allowed", found "pending"');
    expect(wrong?.wrong).toHaveLength(3);
    const [long] = (await tested({
      long: { at, request: asked("c", { duration: "9h" }), expect: { outcome: "pending", codes: ["CHAIN_TOO_LONG"] } },
    })) as readonly ScenarioTested[];
    expect(long?.wrong.at(-1)).toMatch(/^LEASE_TOO_LONG: 9h is longer than 8h.* Next: Set duration to 8h or less/);
    expect(early?.wrong).toEqual(["history: payments/customers-db/2026-11-23-before is pending"]);
  });

  it("fail where the three ways disagree", async () => {
    const judge: Toolchain["judge"] = (_files, _data, inputs) => Promise.resolve(succeed(inputs.map(() => null)));
    const [one] = (await tested(
      { pending: { at, request: asked("a"), expect: { outcome: "pending" } } },
      { judge },
    )) as readonly ScenarioTested[];
    expect(one?.wrong).toEqual(["OPA's own evaluator decides otherwise than policy.wasm"]);
  });

  it.each([
    { name: "a key that there is none of", text: `one: { at: "${at}", asks: 1 }` },
    {
      name: "a moment that is none",
      text: JSON.stringify({ one: { at: "noon", request: asked("a"), expect: { outcome: "denied" } } }),
    },
    { name: "what is no YAML", text: "one: [" },
  ])("with $name are refused, with their place", async ({ text }) => {
    const problems = (await tested(text)) as readonly Problem[];
    expect(problems.length).toBeGreaterThan(0);
    for (const { path, severity } of problems)
      expect({ path, severity }).toEqual({ path: "test/scenario/all.yaml", severity: "error" });
  });
});

function bytesOf(draft: ReturnType<Company["rules"]>[string]): Uint8Array {
  if (typeof draft === "string") return new TextEncoder().encode(draft);
  if (draft instanceof Uint8Array) return draft;
  throw new TypeError("no plain file");
}
