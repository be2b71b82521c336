/**
 * What can be asked of the files: what is wrong with them (check; test does too), what stands in them (inspect), and what
 * comes of them. inspect, build and explain leave tests out.
 */
type Command = "build" | "check" | "explain" | "format" | "inspect" | "judge" | "mutate" | "test" | "trace";

/** What the toolchain is asked. Files are Rego, by the path that goes into the output. */
export interface Question {
  /** Answered together, up to the first that finds something wrong. */
  readonly commands: readonly Command[];
  readonly files: { readonly [path: string]: string };
  readonly capabilities?: unknown;
  readonly input_schema?: unknown;
  /** What there is to read of each document below `data`. */
  readonly data_schemas?: { readonly [root: string]: object };
  /** The documents below `data` that rules may read. */
  readonly data_roots?: readonly string[];
  /** build: what is asked of the rules; left out: the decision. */
  readonly entrypoint?: string;
  readonly coverage?: boolean;
  /** mutate: the files whose conditions are negated; left out: all. */
  readonly only?: readonly string[];
  readonly inputs?: readonly unknown[];
  readonly data?: unknown;
}

/** What it answers: problems, or with none of them what the command gives. */
export interface Answer {
  readonly problems: readonly ToolchainProblem[];
  /** build: wasm, as base64. */
  readonly policy?: string;
  /** explain: the same. */
  readonly explain?: string;
  /** trace: of each input each rule, in the order of `explain.wasm`. */
  readonly traced?: readonly (readonly TracedRule[])[];
  /** judge: of each input the decision, by OPA's own evaluator; null where there is none. */
  readonly decisions?: readonly unknown[];
  /** mutate: every condition that was negated. */
  readonly negated?: readonly NegatedCondition[];
  /** inspect */
  readonly files?: readonly InspectedFile[];
  /** inspect: what rules read below `data.own`. */
  readonly own_reads?: readonly OwnRead[];
  /** format: those that would be written otherwise. */
  readonly changed?: { readonly [path: string]: string };
  /** test */
  readonly tests?: readonly TestedRule[];
  readonly coverage?: { readonly [path: string]: CoveredFile };
}

/** How far OPA's own evaluator got with a rule, and the steps at which it met something undefined. */
export interface TracedRule {
  /** The step that stopped it; the number of its steps where it spoke. */
  readonly reached: number;
  readonly lost: readonly number[];
}

/** One condition of a rule, and whether some test fails where it is turned into its contrary. */
export interface NegatedCondition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly caught: boolean;
}

export interface ToolchainProblem {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What is not there, and what is there in its place. */
  readonly name?: string;
  readonly one_of?: readonly string[];
  /** The line, where the message says nothing of it. */
  readonly text?: string;
  /** What OPA says beside. */
  readonly detail?: string;
  /** The lines that would make it right. */
  readonly add?: readonly string[];
}

export interface InspectedFile {
  readonly file: string;
  /** `data.brevet.rules.lease.limit` */
  readonly package: string;
  readonly metadata: unknown;
}

export interface OwnRead {
  /** The names down to it, as far as they are known. */
  readonly path: readonly string[];
  /** The kind of what stands in where nothing is there, where the rule says one. */
  readonly default?: "array" | "boolean" | "number" | "object" | "string";
  readonly file: string;
  readonly line: number;
}

export interface TestedRule {
  readonly file: string;
  readonly line: number;
  readonly package: string;
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** The step that did not hold, or what went wrong in it. */
  readonly failed_line?: number;
  readonly failed_text?: string;
}

export interface CoveredFile {
  readonly covered_lines?: number;
  readonly not_covered_lines?: number;
  readonly not_covered?: readonly {
    readonly start: { readonly row: number };
    readonly end: { readonly row: number };
  }[];
}
