import { brevetError } from "../core/problem/brevet-error.ts";
import type { Environment } from "./runner.ts";

export const modes = ["check", "comment", "gate", "apply", "verify", "request"] as const;
export type Mode = (typeof modes)[number];
const methods = ["squash", "merge", "rebase"] as const;

/** What a workflow said under `with:`, as action.yml describes it. */
export interface Inputs {
  readonly mode: Mode;
  readonly token: string;
  readonly repository: string;
  readonly pullRequest: number | null;
  readonly trust: string | null;
  readonly apply: boolean;
  readonly mergeMethod: (typeof methods)[number];
  readonly runner: string | null;
}

/** Reads the inputs from the variables in which the runner gives them. */
export function readInputs(env: Environment): Inputs {
  const given = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  const wrong = (input: string, form: string): Error =>
    brevetError("INPUT_INVALID", { input, value: given(input), form });
  const one = <Value extends string>(input: string, values: readonly Value[]): Value => {
    const value = values.find((each) => each === given(input));
    if (value === undefined) throw wrong(input, values.join(", "));
    return value;
  };
  const repository = given("repository");
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(repository)) throw wrong("repository", "owner/name");
  const number = given("pull-request");
  if (!/^(?:[1-9][0-9]{0,9})?$/.test(number)) throw wrong("pull-request", "its number");
  if (given("token") === "") throw brevetError("FORGE_TOKEN_MISSING", {});
  return {
    mode: one("mode", modes),
    token: given("token"),
    repository,
    pullRequest: number === "" ? null : Number(number),
    trust: given("trust") === "" ? null : given("trust"),
    apply: one("apply", ["true", "false"]) === "true",
    mergeMethod: one("merge-method", methods),
    runner: given("runner") === "" ? null : given("runner"),
  };
}
