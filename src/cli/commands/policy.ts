import { Command, Option } from "commander";
import { succeed } from "../../core/problem/result.ts";
import { policyTestsJunit } from "../../views/junit/policy-tests.ts";
import { explainMarkdown } from "../../views/markdown/explain.ts";
import { explainText } from "../../views/text/explain.ts";
import { policyBuiltText, policyCheckedText, policyFormattedText, policyTestedText } from "../../views/text/policy.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { compiling } from "../open/compiling.ts";
import { openChange, openWorkTree } from "../open/drafts.ts";
import { judging } from "../open/judging.ts";
import { countOption } from "../parse/count.ts";
import { showProblems } from "../show-failure.ts";

/** `policy …`: the rules of the work tree, compiled, looked at and tried. */
export function policyCommand(shell: Shell): Command {
  return new Command("policy")
    .description("compile, check, format and test the rules")
    .addCommand(buildCommand(shell))
    .addCommand(checkCommand(shell))
    .addCommand(formatCommand(shell))
    .addCommand(testCommand(shell))
    .addCommand(explainCommand(shell));
}

function buildCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "build",
      does: "compile policies/ and write policy.wasm, explain.wasm, annotations.json and policy.lock.json",
      example: "brevet policy build && git diff --stat",
    },
    async (session) => {
      const report = await compiling(session, async (ports) => {
        const { buildPolicy } = await import("../../engine/build-policy.ts");
        session.tell("Compiling the rules …");
        return await buildPolicy(ports, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => policyBuiltText(report.value));
      return exitCode.agreed;
    },
  );
}

function checkCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "check",
      does: "find what is wrong with the rules and their tests: syntax, types, unknown fields, METADATA",
      example: "brevet policy check",
    },
    async (session) => {
      const report = await compiling(session, async (ports) => {
        const { checkPolicy } = await import("../../engine/check-policy.ts");
        session.tell("Checking the rules …");
        return await checkPolicy(ports, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => policyCheckedText(report.value));
      return exitCode.agreed;
    },
  );
}

function formatCommand(shell: Shell): Command {
  return define<{ readonly check?: boolean }>(
    shell,
    { name: "fmt", does: "write the rules as all are written", example: "brevet policy fmt --check" },
    async (session, _args, { check = false }) => {
      const report = await compiling(session, async (ports) => {
        const { formatPolicy } = await import("../../engine/format-policy.ts");
        return await formatPolicy(ports, { check }, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => policyFormattedText(report.value));
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  ).option("--check", "write nothing; only tell which are not");
}

function testCommand(shell: Shell): Command {
  return define<{
    readonly coverage?: boolean;
    readonly mutate?: boolean;
    readonly runs: number;
    readonly format: "text" | "junit";
  }>(
    shell,
    {
      name: "test",
      does: "run the tests of the rules, and ask the rules about the rules",
      example: "brevet policy test --coverage",
    },
    async (session, _args, { coverage, mutate = false, runs, format }) => {
      const report = await compiling(session, async (ports) => {
        const { testPolicy } = await import("../../engine/test-policy.ts");
        session.tell("Testing the rules …");
        return await testPolicy(ports, { mutate, runs }, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) =>
        format === "junit" ? policyTestsJunit(report.value) : policyTestedText(report.value, paint, coverage === true),
      );
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .option("--coverage", "also show the lines that no test runs")
    .option("--mutate", "also negate each condition in turn and tell whether a test notices; fails below 95 %")
    .addOption(
      new Option("--runs <number>", "requests that each invariant is asked about; 0 asks none")
        .argParser(countOption)
        .default(1000),
    )
    .addOption(
      new Option("--format <format>", "how to show the tests").choices(["text", "junit"] as const).default("text"),
    );
}

interface ExplainOptions {
  readonly at?: string;
  readonly base?: string;
  readonly head?: string;
  readonly format: "text" | "markdown";
}

function explainCommand(shell: Shell): Command {
  return define<ExplainOptions>(
    shell,
    {
      name: "explain",
      does: "tell of every rule whether it spoke about a request, and on which values",
      example: "brevet policy explain requests/payments/customers-db/2026-11-22-alice.yaml",
    },
    async (session, paths, options) => {
      const report = await judging(session, async (open) => {
        const { explainChange, explainWork } = await import("../../engine/explain-requests.ts");
        if (paths.length > 0) {
          const work = await openWorkTree(session, open, paths, options);
          return work.ok ? await explainWork(work.value.ports, work.value.work, session) : work;
        }
        const change = await openChange(session, open, options);
        if (!change.ok) return change;
        return succeed(await explainChange(change.value.ports, change.value.by, change.value.change, session));
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) =>
        options.format === "markdown" ? explainMarkdown(report.value) : explainText(report.value, paint),
      );
      return report.value.ok ? exitCode.agreed : exitCode.refused;
    },
  )
    .argument("[path...]", "request files or folders of the work tree (default: the branch that is checked out)")
    .option("--at <time>", "as of this moment")
    .option("--base <rev>", "the requests of the change from this commit (default: published main)")
    .option("--head <rev>", "up to this one (default: HEAD)")
    .addOption(
      new Option("--format <format>", "how to show it").choices(["text", "markdown"] as const).default("text"),
    );
}
