import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { PolicyTestCase, PolicyTestReport, Uncovered } from "../../core/report/policy-tests.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { PolicyFiles } from "../../ports/policy.ts";
import { capabilitiesPath } from "../lock/policy-lock.ts";
import { isRego, isSource, pick } from "../lock/sources.ts";
import { check, inputSchemaBytes } from "./check.ts";
import { run } from "./run.ts";
import { stage } from "./stage.ts";

interface OpaTest {
  readonly location: { readonly file: string; readonly row: number };
  readonly package: string;
  readonly name: string;
  readonly fail?: boolean;
  readonly error?: unknown;
  readonly skip?: boolean;
  readonly duration: number;
}

interface OpaCoverage {
  readonly coverage: number;
  readonly files: Readonly<
    Record<
      string,
      {
        readonly covered_lines?: number;
        readonly not_covered_lines?: number;
        readonly not_covered?: readonly {
          readonly start: { readonly row: number };
          readonly end: { readonly row: number };
        }[];
      }
    >
  >;
}

/** Runs every test of the rules, and tells which lines of the rules none of them ran. */
export async function testRules(
  opa: string,
  files: PolicyFiles,
  options: CallOptions,
): Promise<Result<PolicyTestReport>> {
  const capabilities = files.get(capabilitiesPath);
  if (capabilities === undefined) {
    return fail([problem("POLICY_LOCK_MISSING", { path: `policies/${capabilitiesPath}` })]);
  }
  const beside = new Map([
    ["capabilities.json", capabilities],
    ["input.json", inputSchemaBytes],
  ]);
  await using staged = await stage(pick(files, isRego), beside);
  const problems = await check(opa, staged, options);
  if (problems.length > 0) return fail(problems);

  const at = { cwd: staged.files, signal: options.signal };
  const limits = ["--capabilities", `${staged.beside}/capabilities.json`];
  const ran = await run(opa, ["test", "--format=json", ...limits, "."], at);
  const results = parse(ran.stdout) as readonly OpaTest[] | null;
  if (results === null) return fail([problem("TOOLCHAIN_FAILED", { what: ran.stderr.trim() })]);
  const tests = results.map(toCase);
  if (tests.some(({ passed }) => !passed)) return succeed({ tests, coverage: 0, uncovered: [] });

  const covering = await run(opa, ["test", "--coverage", ...limits, "."], at);
  const covered = parse(covering.stdout) as OpaCoverage | null;
  if (covered === null) return fail([problem("TOOLCHAIN_FAILED", { what: covering.stderr.trim() })]);
  return succeed({ tests, ...toCoverage(covered) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toCase(test: OpaTest): PolicyTestCase {
  return {
    package: test.package.replace(/^data\./, ""),
    name: test.name,
    path: `policies/${test.location.file}`,
    line: test.location.row,
    passed: test.fail !== true && test.error === undefined && test.skip !== true,
    seconds: test.duration / 1e9,
  };
}

function toCoverage(report: OpaCoverage): Pick<PolicyTestReport, "coverage" | "uncovered"> {
  const rules = Object.entries(report.files).filter(([file]) => isSource(file));
  const uncovered: Uncovered[] = rules.flatMap(([file, { not_covered = [] }]) =>
    not_covered.map(({ start, end }) => ({ path: `policies/${file}`, from: start.row, to: end.row })),
  );
  const sum = (of: (file: OpaCoverage["files"][string]) => number): number =>
    rules.reduce((total, [, file]) => total + of(file), 0);
  const covered = sum((file) => file.covered_lines ?? 0);
  const missed = sum((file) => file.not_covered_lines ?? 0);
  return { coverage: covered + missed === 0 ? 0 : (100 * covered) / (covered + missed), uncovered };
}
