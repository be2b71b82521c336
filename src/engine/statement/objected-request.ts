import type { Digest } from "../../core/json/digest.ts";
import { readStatement } from "../../core/statement/read-statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Standing } from "../person/standing.ts";
import type { StatementPorts } from "./statement-ports.ts";

/** So many open requests and orders are searched. */
const most = 1000;

/** The request that an objection of that digest is about: as recorded, else among orders and open requests. Null: none. */
export async function objectedRequest(
  { git, worktree }: StatementPorts,
  { view }: Standing,
  digest: Digest,
  options: CallOptions,
): Promise<string | null> {
  for (const [request, open] of Object.entries(view.state.objections)) {
    if (open.some((objection) => objection.statement === digest)) return request;
  }
  const current = await worktree.currentBranch(options);
  const own = current === null ? null : await git.resolve(`refs/heads/${current}`, options);
  const orders = await git.branches("orders/", most, options);
  const requests = await git.branches("request/", most, options);
  for (const head of new Set([orders.get(digest) ?? null, ...requests.values(), own])) {
    if (head === null) continue;
    const files = (await git.list(head, "statements", options)).filter(({ path }) => path.includes("-object-"));
    const bytes = await git.blobs(
      files.map(({ oid }) => oid),
      options,
    );
    for (const { path, oid } of files) {
      const read = readStatement(path, bytes.get(oid) ?? new Uint8Array());
      if (read.ok && read.value.digest === digest && read.value.statement.do === "object")
        return read.value.statement.request;
    }
  }
  return null;
}
