import { entitlements, type Entitlement } from "../../core/catalog/entitlements.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { nearest } from "../../core/problem/nearest.ts";
import { problem } from "../../core/problem/problem.ts";
import { fail, succeed, type Result } from "../../core/problem/result.ts";
import type { RequestMade } from "../../core/report/people.ts";
import { requestDigest } from "../../core/request/digests.ts";
import { readRequest } from "../../core/request/read-request.ts";
import { requestPath } from "../../core/request/request-path.ts";
import { toRequestText, type RequestFields } from "../../core/request/to-request-text.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Changes } from "../../ports/changes.ts";
import type { Installation } from "../../ports/installation.ts";
import type { Worktree } from "../../ports/worktree.ts";
import { checkChange } from "../check-change.ts";
import { checkPaths } from "../check-paths.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { commitOnBranch } from "../person/commit-on-branch.ts";
import type { Standing } from "../person/standing.ts";
import type { Signer } from "../person/who-signs.ts";
import { makeStatement } from "../statement/make-statement.ts";
import { requestBranch } from "./find-request.ts";
import { freeId } from "./free-id.ts";

/** What asking needs: what judging needs, a clone to commit in, and a place for a private key. */
export interface RequestPorts extends JudgePorts {
  readonly worktree: Worktree;
  readonly installation: Installation;
  /** Where what is pushed is offered for review; null: nowhere. */
  readonly changes: Changes | null;
}

/** What a person asks for; null: not said. */
export interface Asked extends Omit<RequestFields, "role" | "publicKey"> {
  readonly entitlement: string;
  /** A public key of their own; null: one is made where the kind of target needs it. */
  readonly publicKey: string | null;
  /** Push the branch to the remote, and offer it for review where there is a place for that. */
  readonly open: boolean;
}

/** The entitlement of that name, or the nearest one. */
export function findEntitlement(name: string, { rules }: Standing): Result<Entitlement> {
  const all = entitlements(rules.catalog);
  const found = all.find((entitlement) => entitlement.name === name);
  if (found !== undefined) return succeed(found);
  const names = all.map((entitlement) => entitlement.name);
  return fail([problem("ENTITLEMENT_UNKNOWN", { name, nearest: nearest(name, names) })]);
}

/**
 * Writes a request, signs that it is asked for, and commits both on a branch of their own; the work tree stays as it
 * is. A request that could not be given is only judged: nothing of it is kept.
 */
export async function makeRequest(
  ports: RequestPorts,
  standing: Standing,
  asked: Asked,
  signer: Signer,
  options: CallOptions,
): Promise<Result<RequestMade>> {
  const entitlement = findEntitlement(asked.entitlement, standing);
  if (!entitlement.ok) return entitlement;
  const repository = standing.rules.config.repositoryId;
  const id = await freeId(ports, standing, { entitlement: entitlement.value, subject: asked.subject }, options);
  const made = await keyPair(ports, standing, asked, entitlement.value, id);
  const publicKey = asked.publicKey ?? made?.publicKey ?? null;
  const bytes = new TextEncoder().encode(toRequestText({ ...asked, role: entitlement.value.role.name, publicKey }));
  const path = requestPath(id);
  const branch = requestBranch(id);
  const base = { id, path, branch, private_key: made?.path ?? null };

  const draft = await checkPaths(ports, { ...standing, at: ports.clock.now() }, [{ path, bytes }], options);
  const read = readRequest(id, bytes);
  if (!read.ok || draft.outcome === "invalid" || draft.outcome === "denied") {
    return succeed({ ...base, ok: false, commit: null, statement: null, pushed: false, change: null, check: draft });
  }
  const digest = requestDigest(read.value.request, repository);
  const statement = await makeStatement(
    ports,
    { do: "request", request: id, digest },
    { signer, repository, tip: standing.view.tip },
    options,
  );
  if (!statement.ok) return statement;
  const files = new Map([
    [path, bytes],
    [statement.value.path, statement.value.bytes],
  ]);
  const message = `Ask for ${asked.entitlement}\n\nFor ${asked.subject}, ${asked.duration}. Asked by ${signer.person}.\n`;
  const parent = standing.main;
  const commit = await commitOnBranch(ports, { branch, old: null, parent, files, message }, options);
  if (!commit.ok) return commit;
  const pushed = asked.open && standing.rules.config.forge.remote !== null;
  if (pushed && (await ports.git.publish(branch, null, commit.value, options)) === "moved") {
    return fail([problem("BRANCH_MOVED", { branch })]);
  }
  const change = pushed ? await offer(ports, branch, id, options) : null;
  const check = await checkChange(ports, standing, { base: parent, head: commit.value }, options);
  return succeed({
    ...base,
    ok: check.ok,
    commit: commit.value,
    statement: statement.value.path,
    pushed,
    change,
    check,
  });
}

/** Offers what was pushed; null where that is left to the person, because it cannot be done from here. */
async function offer(
  { changes }: RequestPorts,
  branch: string,
  id: string,
  options: CallOptions,
): Promise<number | null> {
  if (changes === null) return null;
  try {
    const text = "What it would do, and who has to agree, is said here once it was judged.";
    return (await changes.offer(branch, { title: `Request ${id}`, text }, options)).number;
  } catch (error) {
    if (error instanceof BrevetError) return null;
    throw error;
  }
}

async function keyPair(
  ports: RequestPorts,
  { rules }: Standing,
  asked: Asked,
  { resource }: Entitlement,
  id: string,
): Promise<{ readonly publicKey: string; readonly path: string } | null> {
  const kind = rules.config.targets[resource.target]?.kind ?? "";
  const needed = ports.kinds.get(kind)?.publicKey;
  if (asked.publicKey !== null || needed?.required !== true) return null;
  const form = (["spki", "age"] as const).find((each) => needed.forms.includes(each));
  return form === undefined ? null : await ports.installation.requestKey(rules.config.repositoryId, id, form);
}
