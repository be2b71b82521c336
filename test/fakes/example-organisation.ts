import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { readCatalog } from "../../src/core/catalog/read-catalog.ts";
import { readConfig } from "../../src/core/config/read-config.ts";
import { settle } from "../../src/core/decision/settle.ts";
import { toInput } from "../../src/core/decision/to-input.ts";
import type { Verdict } from "../../src/core/decision/verdict.ts";
import { digestJson } from "../../src/core/json/digest.ts";
import type { Problem } from "../../src/core/problem/problem.ts";
import type { Result } from "../../src/core/problem/result.ts";
import { effectDigest, requestDigest } from "../../src/core/request/digests.ts";
import { readRequest } from "../../src/core/request/read-request.ts";
import { resolveRequest } from "../../src/core/request/resolve-request.ts";
import { after, instant } from "../../src/core/time/instant.ts";
import { endOfDay } from "../../src/core/time/zone.ts";
import { lintRules } from "../../src/engine/lint/lint-rules.ts";
import { createPolicyHost } from "../../src/policy/open-policy.ts";
import { kinds } from "../../src/targets/registry.ts";
import { ownPolicies } from "./policies.ts";

const root = path.resolve(import.meta.dirname, "../..");
const options = { signal: AbortSignal.timeout(120_000) };

/** What is asked of an organisation's rules. */
export interface Asked {
  /** An id; its file is the organisation's. */
  readonly request: string;
  /** Who asks; else the subject. */
  readonly by?: string;
}

/** An access repository that is written down here, with the pack as it is. */
export interface ExampleOrganisation extends AsyncDisposable {
  /** Late on the day in the request's id. */
  judge(asked: Asked): Promise<Verdict>;
  /** What its catalog hardly means. */
  lint(): Promise<readonly Problem[]>;
}

/** Reads the organisation in that folder of the repository: `.` or `docs/examples/bank`. */
export async function openExample(folder: string): Promise<ExampleOrganisation> {
  const read = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(root, folder, file)));
  const files = new Map([...ownPolicies()].filter(([file]) => !/^catalog\/|^own\/data\//.test(file)));
  for (const file of globSync("policies/{catalog,own/data}/**/*.yaml", { cwd: path.join(root, folder) }))
    files.set(file.slice("policies/".length), read(file));
  const written = [...files].filter(([file]) => file.endsWith(".yaml"));
  const config = valueOf(readConfig(read("brevet.yaml"), kinds));
  const catalog = valueOf(
    readCatalog(new Map(written.map(([file, bytes]) => [`policies/${file}`, bytes] as const)), config, kinds),
  );
  const data = { org: catalog.org.data, own: catalog.own };
  const policy = valueOf(await createPolicyHost().open(files, data, options));

  return {
    async judge({ request: id, by }) {
      const draft = valueOf(readRequest(id, read(`requests/${id}.yaml`)));
      const { request } = draft;
      const requester = by ?? request.subject;
      const { effect, resource, role, traits } = valueOf(resolveRequest(draft, catalog, config, kinds));
      const now = after(endOfDay(request.date, catalog.org.timezone), -60);
      const from = request.start ?? now;
      const lease = { from, until: after(from, request.seconds) };
      const digest = requestDigest(request, config.repositoryId);
      const input = toInput({
        phase: "check",
        now,
        catalog,
        traits,
        change: { kind: "added", source: "plain", number: null },
        request,
        digest,
        effectDigest: effectDigest(effect, digest),
        lease,
        chain: { seconds: request.seconds, links: 1 },
        resource,
        role,
        requester,
        state: { grants: {}, past: [], reviews: {} },
        approvals: [],
        objections: [],
      });
      const target = { id: effect.target, traits };
      const context = { catalog, lease, target, engineKeeps: ["review", "notify"] as const, objections: [] };
      return settle(await policy.judge(input, options), [], new Set([requester, request.subject]), context);
    },
    lint() {
      const rules = { commit: "", digest: digestJson(null), config, catalog, policy: files };
      const now = instant(Date.UTC(2026, 10, 25, 10));
      return lintRules({ kinds }, rules, { policy, now }, options);
    },
    [Symbol.asyncDispose]: () => policy.close(),
  };
}

function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}
