import type { Grant } from "../../core/grant/grant.ts";
import { requestFolder } from "../../core/statement/statement-path.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";
import type { Again } from "./judge-again.ts";
import { hearStatements } from "../statements/hear-statements.ts";

/** The rules by whose catalog this engine found every live grant's key to be its subject's still. */
const kept = "refs/brevet/keys";

/**
 * Grants whose public key is no longer their subject's: the catalog names it no more, nor any key with which the
 * subject spoke for it. Looked for once for each revision of the rules: until others are in force, keys stay.
 */
export async function lostKeys(
  ports: JudgePorts,
  { rules, view, state, remembers }: Pick<Again, "rules" | "view" | "state"> & { readonly remembers: boolean },
  options: CallOptions,
): Promise<ReadonlySet<string>> {
  if ((await ports.git.resolve(kept, options)) === rules.commit) return new Set();
  const lost = new Set<string>();
  for (const grant of Object.values(state.grants))
    if (grant.state !== "ended" && !(await hasKey(ports, rules, grant, options))) lost.add(grant.id);
  // Until they are recorded, others may admit by the rules before.
  const isSettled = lost.size === 0 && view.state.rules.commit === rules.commit;
  if (remembers && isSettled) await ports.git.keep(kept, rules.commit, options);
  return lost;
}

async function hasKey(ports: JudgePorts, rules: Rules, grant: Grant, options: CallOptions): Promise<boolean> {
  const { catalog, config } = rules;
  const { publicKey, subject, requestDigest } = grant;
  if (publicKey === null) return true;
  const bare = publicKey.split(/\s+/, 2).join(" ");
  const holder = catalog.people[subject] ?? catalog.workloads[subject];
  if (holder?.keys.some((key) => key.text === bare) === true) return true;
  const where = { revision: grant.main, folder: requestFolder(grant.id), catalog, repository: config.repositoryId };
  const { statements } = await hearStatements(ports, { ...where, only: /-request-[0-9a-f]{16}\.sig$/ }, options);
  return statements.some(
    ({ by, statement }) => by === subject && statement.do === "request" && statement.digest === requestDigest,
  );
}
