import type { Words } from "../words.ts";

/** Codes of loading, running and building rules. The first six deny the request that met them. */
export const policyCodes = {
  POLICY_NO_ANSWER: (_: object): Words => ({
    summary: "The rules gave no answer.",
    next: "Nothing is allowed without one. Run brevet policy test; a rule or data.org is missing.",
  }),
  POLICY_ANSWER_UNFIT: (p: { what: string }): Words => ({
    summary: `The rules gave an answer that is none: ${p.what}.`,
    next: "Correct the rule: reasons and stages are made with lib/result; docs/rules.md lists what else a rule may say.",
  }),
  POLICY_FAILED: (p: { what: string }): Words => ({
    summary: `The rules failed on this request: ${p.what}.`,
    next: "Correct the rule; brevet policy test with this request shows where.",
  }),
  POLICY_BUILTIN_UNKNOWN: (p: { builtin: string }): Words => ({
    summary: `The rules call ${p.builtin}, which is not to be had where requests are judged.`,
    next: "Build them with brevet policy build: it knows policies/capabilities.json and refuses such a call.",
  }),
  POLICY_TOO_SLOW: (p: { seconds: number }): Words => ({
    summary: `The rules did not answer within ${p.seconds} s.`,
    next: "Find the rule that loops; one that is merely heavy needs a smaller question.",
  }),
  POLICY_TOO_BIG: (p: { megabytes: number }): Words => ({
    summary: `The rules wanted more than ${p.megabytes} MB of memory.`,
    next: "Find the rule that builds so much; judging one request needs less than one.",
  }),

  POLICY_UNEXPLAINED: (p: { what: string; slow: boolean }): Words => ({
    summary: `How the rules came to their answer could not be told: ${p.what}.`,
    next: p.slow
      ? "Ask again when the machine is less busy; where it stays so, find the rule that loops."
      : "Run brevet policy build, and brevet policy test where it stays so.",
  }),
  POLICY_UNDEFINED: (p: { rule: string; what: string }): Words => ({
    summary: `The rule ${p.rule} fell silent, because for this request ${p.what} is undefined.`,
    next: "Its owners make it read what is always there (object.get with a default), or ask first whether it is.",
  }),

  POLICY_LOCK_MISSING: (p: { path: string }): Words => ({
    summary: `${p.path} is missing or cannot be read, so nobody knows what policy.wasm was built from.`,
    next: "Run brevet policy build and commit what it writes.",
  }),
  POLICY_LOCK_MISMATCH: (p: { path: string; what: "changed" | "added" | "removed"; built: boolean }): Words => ({
    summary: p.built
      ? `${p.path} ${p.what === "removed" ? "is missing" : "is not what was built"}, so nobody can be judged by it.`
      : `${p.path} was ${p.what} after policy.wasm was built: these are not the rules that would judge.`,
    next: "Run brevet policy build and commit what it writes together with the rules.",
  }),
  CAPABILITIES_MISSING: (_: object): Words => ({
    summary: "policies/capabilities.json is missing, so nobody knows which functions rules may use.",
    next: "Bring it back: git checkout -- policies/capabilities.json, or brevet init --upgrade.",
  }),
  POLICY_WASM_UNFIT: (p: { what: string }): Words => ({
    summary: `policy.wasm cannot be loaded: ${p.what}.`,
    next: "Run brevet policy build and commit what it writes.",
  }),

  POLICY_NOT_REBUILT: (p: { path: string }): Words => ({
    summary: `${p.path} is not what the sources beside it give: somebody wrote it, and a lock that fits it.`,
    next: "Run brevet policy build on these sources, look at what differs, and ask who made the change.",
  }),

  SETTINGS_UNTRIED: (_: object): Words => ({
    summary:
      "Nobody has asked the rules about the rules whether these settings keep them: that needs the Rego toolchain.",
    next: "Install brevet-toolchain where the engine runs, or look at what brevet policy test says of them.",
  }),

  TOOLCHAIN_MISSING: (_: object): Words => ({
    summary: "Compiling and testing rules needs the Rego toolchain, and it is not installed here.",
    next: "Install the package brevet-toolchain, or run npm run toolchain in a clone of Brevet with Go. Judging goes on by the rules in force; changed ones are not accepted here.",
  }),
  TOOLCHAIN_FAILED: (p: { what: string }): Words => ({
    summary: `The Rego toolchain could not do it: ${p.what}.`,
    next: "Run it again; if it stays so, look for the rule that it cannot get through.",
  }),
  POLICY_SOURCE_WRONG: (p: { what: string; next?: string }): Words => ({
    summary: `${p.what}.`,
    next: p.next ?? "Correct the rule there.",
  }),
  OWN_DATA_UNFIT: (p: { name: string; is: string; wants: string; reader: string }): Words => ({
    summary: `${p.name} is ${p.is} here, and ${p.reader} reads it as ${p.wants}: compared with that, it would decide nothing.`,
    next: `Write it as ${p.wants}, or correct the default in the rule.`,
  }),
  OWN_DATA_UNREAD: (p: { name: string; nearest: string; reader: string }): Words => ({
    summary: `No rule reads ${p.name}, and nothing is called ${p.nearest}, which ${p.reader} reads.`,
    next: `Did you mean ${p.nearest}?`,
  }),
  POLICY_RULE_MISPLACED: (p: { package: string; expected: string }): Words => ({
    summary: `package ${p.package} stands in the wrong folder, where nothing would ask it.`,
    next: `Name it ${p.expected}, or move the file.`,
  }),
  POLICY_METADATA_UNFIT: (p: { rule: string; what: string; next?: string }): Words => ({
    summary: `The METADATA of ${p.rule} ${p.what}.`,
    next:
      p.next ??
      "Give the package title, description and custom: code, message, next, controls and the facts they name.",
  }),
  POLICY_CODE_TAKEN: (p: { code: string; by: string }): Words => ({
    summary: `${p.code} already means something else: ${p.by} has it.`,
    next: "Choose a code that nobody has used; codes are never reused.",
  }),
  POLICY_RULE_THERE: (p: { rule: string }): Words => ({
    summary: `There is a rule ${p.rule} already.`,
    next: "Change it where it stands, or choose another name.",
  }),
  POLICY_TEST_FAILED: (p: { test: string }): Words => ({
    summary: `${p.test} fails.`,
    next: "Correct the rule or the test: one of them does not say what is meant.",
  }),
  POLICY_TRIAL_FAILED: (p: { what: string }): Words => ({
    summary: `The rules about the rules could not be asked: ${p.what}.`,
    next: "Find the rule that loops or fails; brevet policy test --runs 0 leaves them out, to look at the rest.",
  }),
  POLICY_LINES_UNTESTED: (p: { from: number; to: number }): Words => ({
    summary: p.from === p.to ? `No test runs line ${p.from}.` : `No test runs lines ${p.from} to ${p.to}.`,
    next: "Add a test that does, on both sides of each boundary.",
  }),
} as const;
