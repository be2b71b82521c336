import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { WorkflowsFor } from "../../../../src/engine/init/workflows/workflow.ts";
import { workflows } from "../../../../src/engine/init/workflows/workflows.ts";

interface Job {
  readonly name: string;
  readonly if?: string;
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

interface Workflow {
  readonly name: string;
  readonly on: Readonly<
    Record<
      string,
      | {
          readonly types?: readonly string[];
          readonly branches?: readonly string[];
          readonly workflows?: readonly string[];
        }
      | readonly { readonly cron: string }[]
      | null
    >
  >;
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean; readonly queue?: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const action = {
  repository: "brevet-access/brevet",
  commit: "0123456789abcdef0123456789abcdef01234567",
  version: "v0.1.0",
};
const about: WorkflowsFor = { action, branch: "main", access: "acme/access", engine: null };
const tiers = [
  {
    name: "the built-in token",
    engine: null,
    access: ["check", "approvals", "comment", "apply", "expire", "verify"],
    apart: [],
  },
  {
    name: "an App",
    engine: "acme/access",
    access: ["check", "approvals", "gate", "request", "apply", "expire", "verify"],
    apart: [],
  },
  {
    name: "a repository of its own",
    engine: "acme/engine",
    access: ["check", "approvals"],
    apart: ["gate", "apply", "expire", "verify"],
  },
] as const;

function written(engine: string | null): {
  readonly access: Map<string, Workflow>;
  readonly engine: Map<string, Workflow>;
} {
  const made = workflows({ ...about, engine });
  const read = (files: ReadonlyMap<string, string>): Map<string, Workflow> =>
    new Map(
      [...files].flatMap(([path, text]) => {
        const name = /^\.github\/workflows\/brevet-(\w+)\.yml$/.exec(path)?.[1];
        return name === undefined ? [] : [[name, parse(text) as Workflow]];
      }),
    );
  return { access: read(made.access), engine: read(made.engine) };
}

const all = tiers.flatMap(({ name: tier, engine }) => {
  const { access, engine: apart } = written(engine);
  return [...access, ...apart].map(([name, workflow]) => ({
    tier,
    engine,
    name,
    workflow,
    job: Object.values(workflow.jobs)[0]!,
  }));
});
const open = ["check", "approvals", "comment"];

describe("workflows of an access repository", () => {
  it.each(tiers)("are those of $name", ({ engine, access, apart }) => {
    const made = written(engine);
    expect([...made.access.keys()].sort()).toEqual([...access].sort());
    expect([...made.engine.keys()].sort()).toEqual([...apart].sort());
  });

  it.each(all)("S42 take no more than they need: $name with $tier", ({ workflow, job, name, engine }) => {
    expect(workflow.permissions).toEqual({});
    expect(Object.keys(workflow.jobs)).toHaveLength(1);
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(job["runs-on"]).toMatch(/^ubuntu-\d\d\.04$/);
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(30);
    for (const { uses, run } of job.steps) {
      expect(run).toBeUndefined();
      expect(uses).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/);
      expect(uses).not.toMatch(/^actions\/(?:checkout|cache)@/);
    }
    const writes = Object.entries(job.permissions)
      .filter(([, level]) => level === "write")
      .map(([right]) => right);
    const expected: { readonly [name: string]: readonly string[] } = {
      comment: ["pull-requests", "statuses"],
      approvals: ["pull-requests", "statuses"],
      apply: ["contents"],
      expire: ["contents"],
      verify: ["statuses"],
    };
    expect(writes).toEqual(engine === null ? (expected[name] ?? []) : []);
  });

  it.each(all.filter(({ name }) => open.includes(name)))(
    "hold no secret where they read a pull request: $name with $tier",
    ({ workflow, job }) => {
      const text = JSON.stringify(workflow);
      expect(text).not.toContain("secrets.");
      expect(job).not.toHaveProperty("environment");
      expect(job.steps.every((step) => step.env === undefined)).toBe(true);
    },
  );

  it.each(all.filter(({ name }) => !open.includes(name)))(
    "run with power from main alone: $name with $tier",
    ({ workflow, job, engine, name }) => {
      expect(Object.keys(workflow.on)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^pull_request/)]));
      expect(job.if).toMatch(/^github\.ref == 'refs\/heads\/main'/);
      expect(job.environment).toBe(name === "verify" && engine === null ? undefined : "brevet-engine");
      const { group, queue, "cancel-in-progress": cancels } = workflow.concurrency;
      const isVerify = name === "verify";
      expect([group, queue, cancels]).toEqual(
        isVerify ? ["brevet-verify", undefined, false] : ["brevet-state", "max", false],
      );
      const { owner, repositories } = job.steps[0]?.with ?? {};
      expect([owner, repositories]).toEqual(engine === null ? [undefined, undefined] : ["acme", "access"]);
      const { repository } = job.steps.at(-1)?.with ?? {};
      expect(repository).toBe(engine === "acme/engine" ? "acme/access" : undefined);
    },
  );

  it.each(all)("start by what they are for, never on the hour: $name with $tier", ({ workflow, name, engine }) => {
    const events = Object.keys(workflow.on).sort();
    const apart = engine === "acme/engine";
    const expected: { readonly [name: string]: readonly string[] } = {
      check: ["merge_group", "pull_request"],
      comment: ["merge_group", "pull_request"],
      approvals: ["pull_request_review"],
      gate: [apart ? "repository_dispatch" : "workflow_run", "schedule", "workflow_dispatch"],
      request: ["workflow_dispatch"],
      apply: [apart ? "repository_dispatch" : "push", "workflow_dispatch"],
      expire: ["schedule", "workflow_dispatch"],
      verify: ["schedule", "workflow_dispatch"],
    };
    expect(events).toEqual([...(expected[name] ?? [])].sort());
    const { schedule, pull_request: pull, push, workflow_run: run } = workflow.on;
    const crons = Array.isArray(schedule) ? (schedule as { cron: string }[]).map(({ cron }) => cron) : [];
    expect(crons.filter((cron) => /^(?:\*|0|\*\/\d+|0\/\d+) /.test(cron))).toEqual([]);
    const types = ["opened", "synchronize", "reopened", "ready_for_review", "edited"];
    expect([undefined, { branches: ["main"], types }]).toContainEqual(pull);
    expect([undefined, { branches: ["main"] }]).toContainEqual(push);
    expect([undefined, { workflows: ["brevet check", "brevet approvals"], types: ["completed"] }]).toContainEqual(run);
  });

  it("never drop a run that says something: comments of one pull request wait for each other", () => {
    const { access } = written(null);
    const groups = ["comment", "approvals"].map((name) => access.get(name)?.concurrency);
    for (const concurrency of groups) {
      expect(concurrency?.group).toMatch(/^brevet-comment-/);
      expect(concurrency?.["cancel-in-progress"]).toBe(false);
    }
  });
});
