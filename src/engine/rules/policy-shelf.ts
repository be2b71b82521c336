import type { Result } from "../../core/problem/result.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Policy, PolicyHost } from "../../ports/policy.ts";
import type { JudgingRules } from "./read-rules.ts";

/** The policies of a run, each revision loaded once. */
export interface PolicyShelf {
  of(rules: JudgingRules, options: CallOptions): Promise<Result<Policy>>;
  /** Gives back what a revision that is no longer asked takes. */
  forget(rules: Pick<JudgingRules, "digest">): Promise<void>;
  close(): Promise<void>;
}

/** An empty shelf on that host. */
export function openShelf(host: PolicyHost): PolicyShelf {
  const loaded = new Map<string, Promise<Result<Policy>>>();
  return {
    of(rules, options): Promise<Result<Policy>> {
      const data = { org: rules.catalog.org.data, own: rules.catalog.own };
      const policy = loaded.get(rules.digest) ?? host.open(rules.policy, data, options);
      loaded.set(rules.digest, policy);
      return policy;
    },
    async forget({ digest }): Promise<void> {
      const policy = await loaded.get(digest);
      loaded.delete(digest);
      if (policy?.ok === true) await policy.value.close();
    },
    async close(): Promise<void> {
      const all = await Promise.all(loaded.values());
      loaded.clear();
      await Promise.all(all.map((policy) => (policy.ok ? policy.value.close() : Promise.resolve())));
    },
  };
}
