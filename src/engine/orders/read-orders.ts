import { digestPattern } from "../../core/json/digest.ts";
import type { State } from "../../core/ledger/state.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { mostStatementBytes } from "../../core/statement/read-statement.ts";
import type { Attributed } from "../../core/statement/statement.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { JudgePorts } from "../engine-ports.ts";
import type { Rules } from "../rules/read-rules.ts";
import { hearStatement } from "../statements/hear-statements.ts";

/** So many orders are read from branches in one run (formats.md: Orders). */
const mostOrders = 1000;
/** So many branches are looked at by name for those that are new. */
const mostBranches = 100_000;
/** Orders among statement files, by name; a lying name is refused when the statement is read. */
const orderName = /-(?:object|lift|revoke|review|thaw|abandon)-[0-9a-f]{16}\.sig$/;
const prefix = "orders/";
const digestName = new RegExp(digestPattern);

interface OrderFile {
  readonly path: string;
  readonly oid: string;
}

/** Where orders are looked for, and what is known already. */
export interface OrderPlaces {
  readonly rules: Rules;
  readonly state: State;
  /** Main's head; null where main is not to be read. */
  readonly main: string | null;
}

/** Every genuine order that is new, whoever may give it: those who had seen least first. */
export async function readOrders(ports: JudgePorts, at: OrderPlaces, options: CallOptions): Promise<Attributed[]> {
  const files = [...(await onMain(ports, at, options)), ...(await onBranches(ports, at.state, options))];
  const where = { catalog: at.rules.catalog, repository: at.rules.config.repositoryId };
  const orders: Attributed[] = [];
  for (const { path, oid } of files) {
    const read = async (): Promise<Uint8Array | undefined> => (await ports.git.blobs([oid], capped(options))).get(oid);
    const bytes = await unlessUnreadable(read);
    const heard = bytes === null ? null : hearStatement(ports.signature, where, path, bytes);
    if (heard?.ok === true) orders.push(heard.value);
  }
  return orders.sort(
    (a, b) => a.statement.seen.seq - b.statement.seen.seq || rankOf(a) - rankOf(b) || (a.digest < b.digest ? -1 : 1),
  );
}

/** What is taken back was said before. */
function rankOf({ statement }: Attributed): number {
  return statement.do === "lift" ? 1 : 0;
}

/** All that came to main since the cursor: the cursor goes on, and what was passed over would never be read. */
async function onMain(ports: JudgePorts, { state, main }: OrderPlaces, options: CallOptions): Promise<OrderFile[]> {
  const files: OrderFile[] = [];
  if (main === null) return files;
  for await (const commit of ports.git.walk(state.cursor, main, options))
    for (const { path, newOid, newMode } of commit.changes)
      if (newOid !== null && newMode === "100644" && path.startsWith("statements/") && orderName.test(path))
        files.push({ path, oid: newOid });
  return files;
}

/** A branch is named after its order: what was taken up before is not read again, and crowds nothing out. */
async function onBranches(ports: JudgePorts, state: State, options: CallOptions): Promise<OrderFile[]> {
  const known = knownOrders(state);
  const branches = [...(await ports.git.branches(prefix, mostBranches, options))].filter(([branch]) => {
    const digest = branch.slice(prefix.length);
    return digestName.test(digest) && !known.has(digest);
  });
  const files: OrderFile[] = [];
  for (const [, head] of branches.slice(0, mostOrders)) {
    const [only, ...more] = (await unlessUnreadable(() => ports.git.list(head, "statements", options))) ?? [];
    if (only !== undefined && more.length === 0 && only.mode === "100644") files.push(only);
  }
  return files;
}

/** Digests of the orders that the history tells of. */
export function knownOrders(state: State): ReadonlySet<string> {
  const objections = Object.values(state.objections).flat();
  return new Set([
    ...state.lifted,
    ...Object.keys(state.reviewed),
    ...[...state.revokes, ...objections].map(({ statement }) => statement),
  ]);
}

/** Null where git says that there is no such thing: what one person pushed stops nobody else's order. */
async function unlessUnreadable<T>(read: () => Promise<T | undefined>): Promise<T | null> {
  try {
    return (await read()) ?? null;
  } catch (error) {
    if (error instanceof BrevetError) return null;
    throw error;
  }
}

function capped(options: CallOptions): CallOptions & { readonly most: number } {
  return { ...options, most: mostStatementBytes };
}
