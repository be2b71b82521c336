import { canonical } from "../../core/json/canonical.ts";
import { digestJson, type Digest } from "../../core/json/digest.ts";
import { problem, type Problem } from "../../core/problem/problem.ts";
import type { BrokenInvariant } from "../../core/report/policy-tests.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";
import { isCompiledAlike } from "./rebuild.ts";
import type { Agreement } from "./revision.ts";

/** As many requests as `brevet policy test` asks about where nobody says otherwise. */
const requests = 1000;

/**
 * Asks the rules about the rules whether changed rules, or settings, keep them: those that this build brings, for who changes rules
 * may change the ones beside them as well. Settings alone are believed where there is no toolchain, and that is told: what is
 * compiled was tried when it was accepted. Half of the requests everybody can draw beforehand; the others are drawn by the
 * agreements, which nobody has who writes the rules, and which the ledger records: every engine draws the same.
 */
export async function keepInvariants(
  { toolchain, invariants }: Pick<JudgePorts, "toolchain" | "invariants">,
  before: Rules,
  { next, agreed }: { readonly next: Rules; readonly agreed: readonly Agreement[] },
  options: CallOptions,
): Promise<readonly Problem[]> {
  if (isCompiledAlike(before.policy, next.policy)) {
    if (settingsOf(before) === settingsOf(next)) return [];
    const version = await toolchain.version(options);
    if (!version.ok) return [problem("SETTINGS_UNTRIED", {}, { path: "policies/catalog/org.yaml" }, "warning")];
  }
  const theirs = [...next.policy].filter(([path]) => !path.startsWith("invariants/") && !path.endsWith("_test.rego"));
  const files = new Map([...theirs, ...(await invariants())]);
  const data = { org: next.catalog.org.data, own: next.catalog.own };
  const lot = agreed.length === 0 ? {} : { lot: lotOf(next, agreed) };
  const tried = await toolchain.tryInvariants(files, { data, requests, ...lot }, options);
  return tried.ok ? tried.value.broken.map(toProblem) : tried.problems;
}

function lotOf({ digest }: Rules, agreed: readonly Agreement[]): Digest {
  return digestJson([digest, ...agreed.map((one) => one.digest).sort()]);
}

/** What rules read beside the request. */
function settingsOf({ catalog: { org, own } }: Rules): string {
  return canonical({ org: org.data, own });
}

function toProblem({ code, path, message, next, where }: BrokenInvariant): Problem {
  const plainest = where.map(({ field, value }) => `${field} ${JSON.stringify(value)}`).join(", ");
  const shown = plainest === "" ? "any" : plainest;
  return { code, severity: "error", message: `${message} Plainest request: ${shown}.`, next, path };
}
