import { beforeAll, expect, it } from "vitest";
import { problem, type Problem } from "../../../src/core/problem/problem.ts";
import { fail, succeed, type Result } from "../../../src/core/problem/result.ts";
import type { ExplainedRule } from "../../../src/core/decision/explanation.ts";
import type { RequestExplanation } from "../../../src/core/report/people.ts";
import { explainJudged } from "../../../src/engine/explain-requests.ts";
import type { Judged } from "../../../src/engine/judge/case.ts";
import { Town } from "../../fakes/town.ts";

const options = { signal: new AbortController().signal };
const slow = problem("POLICY_UNEXPLAINED", { what: "no answer", slow: true });
const unfit = problem("POLICY_WASM_UNFIT", { what: "it is none" });
const unread = problem("NOT_ASKED", { id: "a/b/2026-11-23-a" });

let town: Town;
beforeAll(async () => {
  town = await Town.found();
});

/** A request that was judged, or of which only that problem is known. */
async function explained(told: Result<readonly ExplainedRule[]>, found?: Problem): Promise<RequestExplanation> {
  town.explained = told;
  const judgement = { input: {}, verdict: { outcome: "pending", reasons: [] } };
  const judged = { id: "a", path: "requests/a.yaml", rules: {}, problems: [], warnings: [], judgement };
  const one = found === undefined ? judged : { ...judged, problems: [found], judgement: null };
  const [request] = await explainJudged(town.ports(), await town.rules(), [one as unknown as Judged], options);
  return request!;
}

it("tells of every rule where they can tell", async () => {
  expect(await explained(succeed([]))).toMatchObject({ outcome: "pending", rules: [], problems: [] });
});

it("says why where the rules cannot tell, beside what was decided", async () => {
  expect(await explained(fail([slow]))).toMatchObject({ outcome: "pending", rules: null, problems: [slow] });
});

it("says no more of a request that rules were not asked about than why they were not", async () => {
  expect(await explained(fail([slow]), unread)).toMatchObject({ rules: null, problems: [unread] });
});

it("says why where the rules cannot be loaded any more", async () => {
  const ports = town.ports();
  const policies = { ...ports.policies, of: () => Promise.resolve(fail([unfit])) };
  const judgement = { input: {}, verdict: { outcome: "pending", reasons: [] } };
  const judged = { id: "a", path: "requests/a.yaml", rules: {}, problems: [], warnings: [], judgement };
  const of = await explainJudged({ ...ports, policies }, await town.rules(), [judged as unknown as Judged], options);
  expect(of).toMatchObject([{ rules: null, problems: [unfit] }]);
});
