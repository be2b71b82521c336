import { Command, Option } from "commander";
import { succeed } from "../../core/problem/result.ts";
import { policyTestsJunit } from "../../views/junit/policy-tests.ts";
import { explainMarkdown } from "../../views/markdown/explain.ts";
import { replayMarkdown } from "../../views/markdown/replay.ts";
import { replayText } from "../../views/text/replay.ts";
import { explainText } from "../../views/text/explain.ts";
import {
  policyBuiltText,
  policyCheckedText,
  policyFormattedText,
  policyTestedText,
  ruleBegunText,
} from "../../views/text/policy.ts";
import { define, type Shell } from "../define.ts";
import { exitCode } from "../exit-code.ts";
import { compiling } from "../open/compiling.ts";
import { openChange, openWorkTree } from "../open/drafts.ts";
import { judging } from "../open/judging.ts";
import { countOption } from "../parse/count.ts";
import { standing } from "../open/standing.ts";
import { instantOption } from "../parse/instant.ts";
import { ruleNameArgument } from "../parse/rule-name.ts";
import { revisionOption } from "../parse/revision.ts";
import { showProblems } from "../show-failure.ts";

/** `policy …`: rules compiled, looked at, tried, explained, and tried on the past. */
export function policyCommand(shell: Shell): Command {
  return new Command("policy")
    .description("compile, check, format, test and explain the rules, and try them on the past")
    .addCommand(buildCommand(shell))
    .addCommand(checkCommand(shell))
    .addCommand(formatCommand(shell))
    .addCommand(testCommand(shell))
    .addCommand(newCommand(shell))
    .addCommand(explainCommand(shell))
    .addCommand(replayCommand(shell));
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
      does: "find what is wrong with the rules and their tests, and warn of roles too broad and of what nobody could agree to",
      example: "brevet policy check",
    },
    async (session) => {
      const report = await judging(session, async ({ clone, ports }) => {
        const { checkPolicy } = await import("../../engine/check-policy.ts");
        session.tell("Checking the rules …");
        return await checkPolicy({ ...ports, worktree: clone.worktree }, session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) => policyCheckedText(report.value, paint));
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
      const report = await judging(session, async ({ clone: { worktree }, ports }) => {
        const { testPolicy } = await import("../../engine/test-policy.ts");
        session.tell("Testing the rules …");
        return await testPolicy({ ...ports, worktree }, { mutate, runs }, session);
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

function newCommand(shell: Shell): Command {
  return define(
    shell,
    {
      name: "new",
      does: "begin a rule of your own, with its test: policies/own/<rule>/",
      example: "brevet policy new weekend_freeze && brevet policy test",
    },
    async (session, [name = ""]) => {
      const report = await compiling(session, async (ports) => {
        const { newRule } = await import("../../engine/new-rule.ts");
        return await newRule(ports, ruleNameArgument(name), session);
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, () => ruleBegunText(report.value));
      return exitCode.agreed;
    },
  ).argument("<rule>", "its name: small letters, digits and _");
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
    .addOption(textOrMarkdown());
}

interface ReplayOptions {
  readonly policy?: string;
  readonly since?: string;
  readonly format: "text" | "markdown";
}

function replayCommand(shell: Shell): Command {
  return define<ReplayOptions>(
    shell,
    {
      name: "replay",
      does: "judge the recorded past by other rules: what would have been decided differently, for whom",
      example:
        "brevet policy replay --since 2026-07-01T00:00:00Z\nbrevet policy replay --policy HEAD --format markdown",
    },
    async (session, _args, { policy, since, format }) => {
      const report = await standing(session, async ({ clone, ports, standing: { view } }) => {
        const { replayDecisions } = await import("../../engine/replay/replay-decisions.ts");
        const { workRules } = await import("../../engine/check-work.ts");
        const { readRules } = await import("../../engine/rules/read-rules.ts");
        const rules =
          policy === undefined
            ? await workRules({ worktree: clone.worktree, kinds: ports.kinds }, session)
            : await readRules(ports.git, ports.kinds, await revisionOption(ports.git, policy, session), session);
        if (!rules.ok) return rules;
        session.tell("Judging the past …");
        const from = since === undefined ? null : instantOption(since);
        return succeed(await replayDecisions(ports, { view, rules: rules.value, since: from }, session));
      });
      if (!report.ok) return showProblems(report.problems, session);
      session.show(report.value, (paint) =>
        format === "markdown" ? replayMarkdown(report.value) : replayText(report.value, paint),
      );
      return exitCode.agreed;
    },
  )
    .option("--policy <rev>", "judge by the rules of this commit (default: those of the work tree, as they are built)")
    .option("--since <time>", "only what was decided from this moment on")
    .addOption(textOrMarkdown());
}

function textOrMarkdown(): Option {
  return new Option("--format <format>", "how to show it").choices(["text", "markdown"] as const).default("text");
}
