import { fromSigned, withSignature } from "../../src/ledger/signed-commit.ts";
import type { GeneratedKey } from "../../src/ports/signature.ts";
import { collect } from "./collect.ts";
import { options, signature, type Engine } from "./engine-room.ts";

/** One commit of a ledger, in the hands of somebody who may write anything. */
export interface Step {
  readonly files: { readonly [path: string]: Uint8Array | string | null };
  readonly message: string;
  /** The signature that it bears, right or wrong; null: none. */
  readonly armour: string | null;
}

/** The commits of a ledger up to a tip, oldest first. */
export async function readSteps({ git }: Engine, tip: string): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const { id, message, changes } of (await collect(git.history(tip, "", options))).flat()) {
    const files = Object.fromEntries(changes.map(({ path, bytes }) => [path, bytes]));
    steps.push({ files, message, armour: fromSigned(await git.rawCommit(id, options))?.armour ?? null });
  }
  return steps;
}

/** Writes commits into an engine's clone, each on the one before; `thief` signs anew what was signed. */
export async function writeSteps(
  { clone }: Engine,
  steps: readonly Step[],
  how: { readonly onto?: string; readonly thief?: GeneratedKey } = {},
): Promise<string> {
  let tip = how.onto ?? null;
  for (const { files, message, armour } of steps) {
    const parents = tip === null ? [] : [tip];
    const author = "Brevet <engine@brevet.invalid>";
    const plain = clone.commit({ branch: "rewritten", parents, author, message, files });
    tip = armour === null ? plain : await sign(clone, plain, armour, how.thief);
  }
  if (tip === null) throw new TypeError("nothing to write");
  return tip;
}

async function sign(
  clone: Engine["clone"],
  commit: string,
  armour: string,
  thief: GeneratedKey | undefined,
): Promise<string> {
  const raw = Buffer.from(`${clone.git("cat-file", "commit", commit)}\n`);
  const made = thief && (await signature.sign(raw, "git", { kind: "text", text: thief.privateKey }, options));
  return clone.write("commit", withSignature(raw, made?.ok ? made.value : armour));
}
