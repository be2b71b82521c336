import process from "node:process";
import { expect, it } from "vitest";
import type { Problem } from "../../../src/core/problem/problem.ts";
import type { Result } from "../../../src/core/problem/result.ts";
import { verifyLock } from "../../../src/policy/lock/verify-lock.ts";
import { createToolchain } from "../../../src/policy/toolchain/wasm-toolchain.ts";
import { ownPolicies } from "../../fakes/policies.ts";
import { describeWith, toolchain as installed } from "../../needs.ts";

const toolchain = createToolchain();
const options = { signal: AbortSignal.timeout(600_000) };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const limit = "rules/lease/limit/limit.rego";

type Files = Map<string, Uint8Array>;

function edited(path: string, edit: (source: string) => string): Files {
  const files = ownPolicies();
  files.set(path, text(edit(new TextDecoder().decode(files.get(path)))));
  return files;
}

/** The repository's rules, and beside them an own rule of each name that says this. */
function withOwn(rules: { readonly [name: string]: string }): Files {
  const files = ownPolicies();
  for (const [name, says] of Object.entries(rules)) {
    const head = `# METADATA\n# title: A rule\n# description: One of several.\n# custom:\n#   code: OWN_${name.toUpperCase()}\n#   message: "No."\n#   next: "Go."\n#   facts: {}\n#   controls: []`;
    const late = '_late := {"code": "OWN_LATE", "facts": {}, "field": null}';
    const rest = says.includes("_late") && !says.includes("_late :=") ? `\n\n${late}` : "";
    files.set(`own/${name}/${name}.rego`, text(`${head}\n\n\npackage brevet.own.${name}\n\n${says}${rest}\n`));
  }
  return files;
}

/** `own/late 14 It is wrong.` */
function toLine({ path = "", line = 0, message }: Problem): string {
  return `${path.replace(/^policies\/|\/\w+\.rego$/g, "")} ${line} ${message}`;
}

function problemsOf(result: Result<unknown>): readonly Problem[] {
  return result.ok ? [] : result.problems;
}

describeWith([installed], "building rules", () => {
  it("gives the very bytes that are committed, whatever the order of the files", async () => {
    const files = ownPolicies();
    const built = await toolchain.build(new Map([...files].toReversed()), options);
    const outputs = built.ok ? [...built.value] : [];
    expect(problemsOf(built)).toEqual([]);
    expect(outputs.map(([name]) => name).toSorted()).toEqual([
      "annotations.json",
      "explain.wasm",
      "policy.lock.json",
      "policy.wasm",
    ]);
    expect(outputs.filter(([name, bytes]) => Buffer.compare(bytes, files.get(name) ?? text("")) !== 0)).toEqual([]);
  });

  it("S43 gives other bytes and a lock that fits them when a rule changes", async () => {
    const files = edited(limit, (source) => source.replace("> input.role.max", "> input.role.max * 2"));
    const before = files.get("policy.wasm");
    const built = await toolchain.build(files, options);
    if (!built.ok) throw new Error(JSON.stringify(built.problems));
    const after = new Map([...files, ...built.value]);
    expect(verifyLock(files).map(({ code }) => code)).toEqual(["POLICY_LOCK_MISMATCH"]);
    expect(verifyLock(after)).toEqual([]);
    expect(Buffer.compare(after.get("policy.wasm") ?? text(""), before ?? text(""))).not.toBe(0);
  });

  it.each([
    {
      name: "a builtin that the host lacks",
      edit: (source: string) => `${source}\n_now := time.now_ns()\n`,
      found: {
        code: "POLICY_SOURCE_WRONG",
        line: 27,
        column: 9,
        message: "undefined function time.now_ns.",
        next: expect.stringContaining("input.time") as string,
      },
    },
    {
      name: "a field that the input lacks",
      edit: (source: string) => source.replace("input.request.seconds > ", "input.request.second > "),
      found: { code: "POLICY_SOURCE_WRONG", line: 20, column: 2, next: "Did you mean seconds?" },
    },
    {
      name: "data that nobody promised",
      edit: (source: string) => source.replace("> input.role.max", "> data.catalog.most"),
      found: { code: "POLICY_SOURCE_WRONG", line: 20, column: 26 },
    },
    {
      name: "an organisation's own data in a rule of the pack",
      edit: (source: string) => source.replace("> input.role.max", "> data.own.most"),
      found: { code: "POLICY_SOURCE_WRONG", line: 20, column: 26 },
    },
    {
      name: "a setting that no organisation has",
      edit: (source: string) => source.replace("> input.role.max", "> data.org.budgets.requests_day"),
      found: { line: 20, column: 26, message: expect.stringMatching(/there are .*requests_24h/) as string },
    },
    {
      name: "the same where a default stands ready",
      edit: (source: string) =>
        source.replace("> input.role.max", '> object.get(data.org, ["budgets", "requests_day"], 1)'),
      found: {
        line: 20,
        message: expect.stringMatching(/^data\.org has no "requests_day"; there are .*requests_24h/) as string,
      },
    },
    {
      name: "what is no Rego",
      edit: (source: string) => `${source}\ndeny contains {`,
      found: { code: "POLICY_SOURCE_WRONG", line: 27 },
    },
    {
      name: "a line that is no Rego",
      edit: (source: string) => source.replace("> input.role.max", "> = input.role.max"),
      found: { line: 20, message: expect.stringContaining(": input.request.seconds > = input.role.max.") as string },
    },
    {
      name: "a rule that asks itself",
      edit: (source: string) => `${source}\n_again := _again\n`,
      found: { code: "POLICY_SOURCE_WRONG", line: 27, message: expect.stringContaining("recursive") as string },
    },
    {
      name: "a package that does not say where it stands",
      edit: (source: string) => source.replace("package brevet.rules.lease.limit", "package brevet.rules.lease.limits"),
      found: { code: "POLICY_RULE_MISPLACED", line: 11 },
    },
    {
      name: "a rule without METADATA",
      edit: (source: string) => source.slice(source.indexOf("package")),
      found: { code: "POLICY_METADATA_UNFIT", line: 1 },
    },
    {
      name: "METADATA without a next step",
      edit: (source: string) => source.replace(/# {3}next: .*\n/, ""),
      found: { code: "POLICY_METADATA_UNFIT", line: 5, message: expect.stringContaining("next is missing") as string },
    },
    {
      name: "a message that names a fact which is none",
      edit: (source: string) => source.replace("{asked} is longer", "{wished} is longer"),
      found: { code: "POLICY_METADATA_UNFIT" },
    },
    {
      name: "another rule's code",
      edit: (source: string) => source.replace("LEASE_TOO_LONG", "CHAIN_TOO_LONG"),
      found: { code: "POLICY_CODE_TAKEN", line: 5 },
    },
    {
      name: "a code of the engine's",
      edit: (source: string) => source.replace("LEASE_TOO_LONG", "POLICY_FAILED"),
      found: { code: "POLICY_CODE_TAKEN" },
    },
  ])("refuses $name, and says where", async ({ edit, found }) => {
    const problems = problemsOf(await toolchain.build(edited(limit, edit), options));
    expect(problems[0]).toMatchObject({ path: `policies/${limit}`, severity: "error", ...found });
  });

  it("refuses a name that an organisation's own data lacks, in its own rules", async () => {
    const files = edited("own/ticket/ticket.rego", (source) =>
      source.replace('object.get(data.own, ["ticket", "tiers"], [])', "data.own.tickets.tiers"),
    );
    const problems = problemsOf(await toolchain.build(files, options));
    expect(problems.map(({ path, message }) => `${path ?? ""} ${message}`)).toEqual([
      "policies/own/ticket/ticket.rego undefined ref: data.own.tickets.tiers; there are ticket.",
    ]);
  });

  it("refuses rules whose words nobody would hear, all at once", async () => {
    const files = withOwn({
      denied: "denied contains _late if input.request.seconds > 5",
      plain: "deny if input.request.seconds > 5",
      listed: "default warn := []",
      silent: "_late := 1",
      helped:
        "deny contains data.brevet.own.helper.late if is_late(input)\n\nis_late(asked) if asked.request.seconds > 5",
      helper: "late := _late",
    });
    expect(problemsOf(await toolchain.check(files, options)).map(toLine)).toEqual([
      "own/denied 14 nothing asks a rule for denied; there are deny, warn, info, stage, bound, obligation.",
      "own/listed 14 warn is no set here, so nothing of it is heard.",
      "own/plain 14 deny is no set here, so nothing of it is heard.",
      "own/silent 12 own.silent says nothing.",
    ]);
  });

  it("refuses what is none of that which a rule may say, all at once", async () => {
    const files = withOwn({
      text: 'deny contains "late" if input.request.seconds > 5',
      keys: 'info contains {"msg": "late"} if input.request.seconds > 5',
      either: "warn contains _late if input.request.seconds > 5\n\nwarn contains null if input.request.seconds > 6",
      bound: 'bound contains {"max": "8h"} if input.request.seconds > 5',
      unbound: "bound contains {} if input.request.seconds > 5",
      stage: 'stage contains {"name": "more", "count": 1, "from": []} if input.request.seconds > 5',
      obligation: 'obligation contains {"to": "team:ops"} if input.request.seconds > 5',
    });
    expect(problemsOf(await toolchain.check(files, options)).map(toLine)).toEqual([
      "own/bound 14 bound says max as a text, which is no number of seconds.",
      "own/either 14 warn says null, which is no object.",
      "own/keys 14 info says msg, which is none of code, facts, field.",
      "own/obligation 14 obligation says no kind.",
      "own/stage 14 stage says no need.",
      "own/text 14 deny says a text, which is no object.",
      "own/unbound 14 bound says none of max, not_after.",
    ]);
  });

  it("refuses own data that a rule makes nothing of, and an own rule with a code of the pack's, where they stand", async () => {
    const files = edited("own/ticket/ticket.rego", (source) => source.replace("TICKET_MISSING", "LEASE_TOO_LONG"));
    files.set("own/data/ticket.yaml", text("tiers: critical\npatern: ^INC\n"));
    expect(problemsOf(await toolchain.build(files, options)).map(({ code, path, line }) => [code, path, line])).toEqual(
      [
        ["POLICY_CODE_TAKEN", "policies/own/ticket/ticket.rego", 7],
        ["OWN_DATA_UNFIT", "policies/own/data/ticket.yaml", 1],
        ["OWN_DATA_UNREAD", "policies/own/data/ticket.yaml", 2],
      ],
    );
  });

  it("refuses names that no file says, where they would be a no for ever", async () => {
    const says = (condition: string): string => `deny contains _late if {\n\t${condition}\n}`;
    const files = withOwn({
      folder: says("not data.brevet.lib.emergncy.declared"),
      imported: `import data.brevet.lib.emergency\n\n${says("not emergency.declarde")}`,
      helper: says("data.brevet.lib.emergency.declarde"),
      called: says("count({1 | data.brevet.rules.lease.limt.deny[_]}) > 0"),
      any: says("some reason in data.brevet.rules[_][_].denny"),
      testing: says("is_object(data.brevet.lib.fixture_test.org)"),
      right: says("not data.brevet.rules.lease.limit.deny\n\tcount(data.brevet.rules[_][_].bound) > 0"),
    });
    files.set(
      "own/right/right_test.rego",
      text(
        "package brevet.own.right_test\n\nimport data.brevet.own.right\nimport data.brevet.lib.fixture_test as fixture\n\n" +
          "test_one if right.deny with input as fixture.request with data.brevet.rules.lease.gone as 1\n\n" +
          "test_two if data.brevet.lib.gone.deny with data.brevet.lib as {}\n\n" +
          "test_three if right.denny with input as fixture.request\n",
      ),
    );
    expect(problemsOf(await toolchain.check(files, options)).map(toLine)).toEqual([
      "own/any 15 there is no denny in data.brevet.rules[_][_]; there are bound, deny, info, obligation, stage, warn.",
      "own/called 15 there is no limt in data.brevet.rules.lease; there are chain, contract, limit, links, minimum, over, tier, total, vendor, window.",
      "own/folder 15 there is no emergncy in data.brevet.lib; there are anomaly, approval, emergency, party, result, scope.",
      "own/helper 15 there is no declarde in data.brevet.lib.emergency; there are at_once, declared, eligible, offered, setting.",
      "own/imported 17 there is no declarde in data.brevet.lib.emergency; there are at_once, declared, eligible, offered, setting.",
      "own/right 10 there is no denny in data.brevet.own.right; there are deny.",
      "own/testing 15 there is no fixture_test in data.brevet.lib; there are anomaly, approval, emergency, party, result, scope.",
    ]);
  });

  it("refuses fields that the input lacks where a default stands ready", async () => {
    const says = (condition: string): string => `deny contains _late if {\n\t${condition}\n}`;
    const files = withOwn({
      direct: says('object.get(input.request, "secondz", 0) > 5'),
      deep: says('object.get(input, ["time", "utc", "minutes"], 0) > 5'),
      vendor: says('object.get(input.vendor, "teir", "low") == "high"'),
      imported: `import input.requester as asker\n\n${says('it := asker\n\tobject.get(it, "managr", null) == null')}`,
      listed: says('some one in input.approvals\n\tobject.get(one, "hardwre", false)'),
      named: says('of := input.evidence\n\tobject.get(of.ticket, "knwon", false)'),
      right: says(
        'some one in input.approvals\n\tobject.get(one, "hardware", false)\n\tobject.get(input.role.attributes, "any", 1) > 5\n\t' +
          'object.get(input, ["resource", "attributes", "x", "y"], 1) > 5\n\tobject.get(input.vendor, "tier", "low") == "high"\n\t' +
          'some name in ["a"]\n\tobject.get(input.request, name, 1) > 5\n\tobject.get({"a": 1}, name, 2) > 0',
      ),
    });
    expect(problemsOf(await toolchain.check(files, options)).map(toLine)).toEqual([
      'own/deep 15 input has no "minutes"; there are date, minute, weekday.',
      'own/direct 15 input.request has no "secondz"; there are chain, digest, effect, emergency, entitlement, extends, id, private, reason, seconds, start, ticket.',
      'own/imported 18 it has no "managr"; there are attributes, id, kind, manager, suspended, teams, timezone, vendor.',
      'own/listed 16 one has no "hardwre"; there are age_at_most, by, hardware, seconds_after_request, teams, user_verified, via.',
      'own/named 16 of.ticket has no "knwon"; there are known, state.',
      'own/vendor 15 input.vendor has no "teir"; there are addresses, attributes, contract_end, country, data, dpa, id, name, owner, review_by, segment, tier.',
    ]);
  });

  it("refuses to compare by order what is of two kinds", async () => {
    const says = (condition: string): string => `deny contains _late if {\n\t${condition}\n}`;
    const files = withOwn({
      length: says('input.request.seconds > "8h"'),
      added: says("input.resource.tier >= input.request.seconds + 5"),
      named: says("some one in input.approvals\n\tone.by < 3"),
      own: says("input.request.seconds > data.own.late.most\n\tinput.request.seconds > data.own.late.least"),
      right: says(
        'input.vendor.contract_end < 5\n\tinput.request.seconds > input.role.max\n\tinput.role.attributes.x > 5\n\tinput.resource.tier > "a"\n\t' +
          "count(input.approvals) >= input.role.max_chain\n\tdata.org.limits.minimum < input.time.epoch - 5",
      ),
    });
    files.set("own/data/late.yaml", text("most: 8h\nleast: 5\n"));
    expect(problemsOf(await toolchain.check(files, options)).map(toLine)).toEqual([
      "own/added 15 a text is compared with a number, by whose order it decides nothing.",
      "own/length 15 a number is compared with a text, by whose order it decides nothing.",
      "own/named 16 a text is compared with a number, by whose order it decides nothing.",
      "own/own 15 a number is compared with a text, by whose order it decides nothing.",
    ]);
  });

  it("refuses what a rule says and no decision takes", async () => {
    const files = withOwn({ late: "deny contains _late if input.request.seconds > 5" });
    const own = new TextDecoder().decode(files.get("own/late/late.rego"));
    files.set(
      "rules/lease/late/late.rego",
      text(own.replace("brevet.own", "brevet.rules.lease").replace("OWN_", "PACK_")),
    );
    const edit = (path: string, from: string): void => {
      const source = new TextDecoder().decode(files.get(path));
      expect(source).toContain(from);
      files.set(path, text(source.replace(from, "")));
    };
    edit("decision/decision.rego", '_reasons contains _as("deny", reason) if some reason in data.brevet.own[_].deny');
    edit("decision/pack.rego", "_stages contains stage if some stage in data.brevet.rules.approval.manager.stage");
    edit("decision/pack.rego", '_considered contains "lease.limit" if data.brevet.rules.lease.limit.deny');
    files.delete("own/ticket/ticket.rego");
    files.delete("own/ticket/ticket_test.rego");
    const problems = problemsOf(await toolchain.build(files, options));
    expect(problems.map(toLine)).toEqual([
      "own/late 14 no decision takes the deny of own.late.",
      "rules/approval/manager 16 no decision takes the stage of approval.manager.",
      "rules/lease/late 14 no decision takes the deny of lease.late.",
      "rules/lease/limit 15 no decision takes the deny of lease.limit.",
    ]);
    expect(problems.map(({ next }) => next).slice(1, 3)).toEqual([
      `Add to policies/decision/pack.rego: ${[
        "_stages contains stage if some stage in data.brevet.rules.approval.manager.stage",
        '_considered contains "approval.manager" if data.brevet.rules.approval.manager.stage',
      ].join("; and ")}`,
      `Add to policies/decision/pack.rego: ${[
        '_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.late.deny',
        '_considered contains "lease.late" if data.brevet.rules.lease.late.deny',
      ].join("; and ")}`,
    ]);
  });

  it("refuses a second file in a rule's folder", async () => {
    const files = ownPolicies();
    files.set("rules/lease/limit/more.rego", text("package brevet.rules.lease.limit\n"));
    const problems = problemsOf(await toolchain.build(files, options));
    expect(problems.map(({ code, path }) => `${code} ${path ?? ""}`)).toContain(
      "POLICY_RULE_MISPLACED policies/rules/lease/limit/more.rego",
    );
  });

  it("refuses to build without knowing what is to be had", async () => {
    const files = ownPolicies();
    files.delete("capabilities.json");
    expect(problemsOf(await toolchain.build(files, options)).map(({ code }) => code)).toEqual(["CAPABILITIES_MISSING"]);
  });

  it("stops when it is told to", async () => {
    await expect(toolchain.build(ownPolicies(), { signal: AbortSignal.abort() })).rejects.toThrow("abort");
  });
});

describeWith([installed], "testing rules", () => {
  it("finds every line of the pack's rules run by a test that passes", async () => {
    const tested = await toolchain.test(ownPolicies(), null, options);
    if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
    expect(tested.value.tests.length).toBeGreaterThan(80);
    expect(tested.value.tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(tested.value.uncovered).toEqual([]);
    expect(tested.value.coverage).toBe(100);
  });

  it("tells which test fails, and where it stands", async () => {
    const tested = await toolchain.test(
      edited(limit, (source) => source.replace("> input.role.max", ">= input.role.max")),
      null,
      options,
    );
    if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
    const failed = tested.value.tests.filter(({ passed }) => !passed);
    expect(failed).toMatchObject([
      {
        package: "brevet.rules.lease.limit_test",
        name: "test_whole_limit_is_allowed",
        line: 6,
        stopped: { line: 7, text: expect.stringMatching(/^limit\.deny == set\(\)/) as string },
      },
    ]);
    expect(failed[0]?.path).toBe("policies/rules/lease/limit/limit_test.rego");
  });

  it("tells which lines no test runs", async () => {
    const files = ownPolicies();
    files.delete("rules/lease/window/window_test.rego");
    const tested = await toolchain.test(files, null, options);
    if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
    expect(tested.value.uncovered.map(({ path }) => path)).toContain("policies/rules/lease/window/window.rego");
    expect(tested.value.coverage).toBeLessThan(100);
  });
});

describeWith([installed], "negating the conditions of rules", () => {
  it("is noticed in at least 95 of 100 cases by the tests of the pack's rules", async () => {
    const files = new Map([...ownPolicies()].filter(([path]) => /^lib\/|^rules\/|json$/.test(path)));
    const mutated = await toolchain.mutate(files, options);
    if (!mutated.ok) throw new Error(JSON.stringify(mutated.problems));
    const { negated, caught, survived } = mutated.value;
    expect(negated).toBeGreaterThan(200);
    process.stdout.write(`${caught} of ${negated} negated conditions of the pack are noticed by a test\n`);
    const isEnough = caught >= 0.95 * negated;
    expect(isEnough ? [] : survived).toEqual([]);
  });

  it("tells of a condition whose contrary no test notices, where it stands", async () => {
    const files = new Map([...ownPolicies()].filter(([path]) => /^lib\/|^rules\/lease\/limit\/|json$/.test(path)));
    files.set("rules/lease/limit/limit_test.rego", text("package brevet.rules.lease.limit_test\n\ntest_it if true\n"));
    const mutated = await toolchain.mutate(files, options);
    if (!mutated.ok) throw new Error(JSON.stringify(mutated.problems));
    expect(mutated.value.survived).toContainEqual({
      path: `policies/${limit}`,
      line: 20,
      column: 2,
      text: "input.request.seconds > input.role.max",
    });
  });
});

it("says what was left out and what to install, as a warning, where there is no toolchain", async () => {
  const version = await createToolchain("/nowhere/at-all.js").version(options);
  expect(problemsOf(version)).toMatchObject([{ code: "TOOLCHAIN_MISSING", severity: "warning" }]);
});
