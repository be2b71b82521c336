import type { Json } from "../../core/json/value.ts";
import { problem, type Place, type Problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import { scenariosSchema, type Scenario } from "../../core/report/scenario-schema.ts";
import { parseRequestId, requestPath } from "../../core/request/request-path.ts";
import { requestSchema } from "../../core/request/request-schema.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";
import { below } from "../../core/yaml/pointer.ts";
import { readYaml } from "../../core/yaml/read-yaml.ts";
import { validate } from "../../core/yaml/validate.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Worktree } from "../../ports/worktree.ts";

const folder = "test/scenario";
const maxBytes = 1024 * 1024;

/** A scenario, and where it stands. */
export interface Named {
  readonly path: string;
  readonly name: string;
  readonly scenario: Scenario;
}

/** Every scenario of the work tree, each request in full; or all that is wrong with them. */
export async function readScenarios(worktree: Worktree, options: CallOptions): Promise<Result<readonly Named[]>> {
  const problems: Problem[] = [];
  const named: Named[] = [];
  for (const path of (await worktree.list([folder], options)).filter((each) => each.endsWith(".yaml"))) {
    const bytes = (await worktree.read(path, options)) ?? new Uint8Array();
    const document = readYaml(bytes, { path, maxBytes, syntax: "RULES_SYNTAX" });
    const read = document.ok ? validate(scenariosSchema, document.value) : document;
    if (!read.ok || !document.ok) {
      problems.push(...(read.ok ? [] : read.problems));
      continue;
    }
    const whole = async <Each extends { readonly at: string; readonly request: Scenario["request"] }>(
      each: Each,
      pointer: string,
    ): Promise<Each> => {
      const request = await wholeRequest(worktree, each.request, document.value.placeOf(`${pointer}/request`), options);
      problems.push(
        ...momentFault(each.at, document.value.placeOf(`${pointer}/at`)),
        ...(request.ok ? [] : request.problems),
      );
      return request.ok ? { ...each, request: request.value } : each;
    };
    for (const [name, scenario] of Object.entries(read.value)) {
      const pointer = below("", name);
      const before: NonNullable<Scenario["history"]>[number][] = [];
      for (const [index, one] of (scenario.history ?? []).entries())
        before.push(await whole(one, `${pointer}/history/${index}`));
      named.push({ path, name, scenario: { ...(await whole(scenario, pointer)), history: before } });
    }
  }
  return problems.length > 0 ? fail(problems) : succeed(named);
}

function momentFault(at: string, place: Place): readonly Problem[] {
  if (parseInstant(at) !== null) return [];
  return [problem("ARGUMENT_INVALID", { what: "moment", value: at, form: "2026-11-23T10:00:00Z" }, place)];
}

/** What a scenario leaves out of its request stands in the request's file. */
async function wholeRequest(
  worktree: Worktree,
  written: Scenario["request"],
  place: Place,
  options: CallOptions,
): Promise<Result<Scenario["request"]>> {
  const missing = requestSchema.required.filter((key) => !Object.hasOwn(written, key));
  if (missing.length === 0) return succeed(written);
  const path = requestPath(written.id);
  const bytes = parseRequestId(written.id) === null ? null : await worktree.read(path, options);
  if (bytes === null) {
    const hint = `there is no ${path} to take it from.`;
    return fail(missing.map((key) => problem("KEY_MISSING", { key, hint }, place)));
  }
  const file = readYaml(bytes, { path, maxBytes, syntax: "REQUEST_SYNTAX" });
  if (!file.ok) return file;
  return succeed({ ...(file.value.value as { readonly [key: string]: Json }), ...written });
}
