import { branchesFrom } from "../../src/core/ledger/branches.ts";
import type { Digest } from "../../src/core/json/digest.ts";
import type { Draft } from "../../src/core/ledger/event.ts";
import { noEvent } from "../../src/core/ledger/seal.ts";
import { openGit } from "../../src/git/open-git.ts";
import { gitLedger } from "../../src/ledger/git-ledger.ts";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Git } from "../../src/ports/git.ts";
import type { Appended, Ledger, LedgerView, Trust } from "../../src/ports/ledger.ts";
import type { GeneratedKey } from "../../src/ports/signature.ts";
import { sshSignature } from "../../src/signature/ssh-signature.ts";
import { bodies, commit, toDraft } from "../unit/core/ledger/history.ts";
import { Repository } from "./repository.ts";

export const options: CallOptions = { signal: new AbortController().signal };
export const signature: ReturnType<typeof sshSignature> = sshSignature();
export const branch = "ledger/1";

/** One engine: its clone, its ledger, its key. */
export interface Engine {
  readonly clone: Repository;
  readonly git: Git;
  readonly ledger: Ledger;
  /** Fetches, then opens. */
  open(): ReturnType<Ledger["open"]>;
  /** What it must see to append. */
  view(): Promise<LedgerView>;
}

/** A server with a ledger on it, and engines around it, all on real git with real signatures. */
export class EngineRoom implements AsyncDisposable {
  readonly server: Repository = Repository.create({ bare: true });
  readonly key: GeneratedKey = signature.generateKey("engine");
  trust: Trust = { genesis: noEvent, keys: [this.key.fingerprint] };
  readonly #clones: Repository[] = [];
  readonly #gits: Git[] = [];

  /** A room whose ledger has its first two events. */
  static async found(): Promise<EngineRoom> {
    const room = new EngineRoom();
    const founder = await room.engine();
    const created = await founder.ledger.create(room.beginning(), options);
    if (created.outcome === "moved") throw new Error("the ledger was there");
    room.pin(created.state.genesis);
    return room;
  }

  /** Engines made from now on pin this genesis. */
  pin(genesis: Digest): void {
    this.trust = { ...this.trust, genesis };
  }

  /** Drafts of the first events. */
  beginning(): readonly Draft[] {
    const genesis = toDraft({ type: "genesis", body: { ...bodies.genesis, keys: [this.key.fingerprint] } });
    return [genesis, toDraft({ type: "rules_accepted", main: commit(1) })];
  }

  /** Another engine with a clone of its own; `key` null: somebody who only reads. */
  async engine(
    over: {
      readonly key?: GeneratedKey | null;
      readonly trust?: Trust;
      readonly depth?: number;
      readonly mostEvents?: number;
    } = {},
  ): Promise<Engine> {
    const { key = this.key, trust = this.trust, depth, mostEvents } = over;
    const shallow = depth === undefined ? [] : [`--depth=${depth}`, `--branch=${branch}`];
    const clone = this.server.clone("--bare", ...shallow);
    clone.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
    const git = await openGit({ folder: clone.folder, remote: "origin", ...options });
    this.#clones.push(clone);
    this.#gits.push(git);
    const ledger = gitLedger({
      git,
      signature,
      branch,
      trust,
      key: key === null ? null : { kind: "text", text: key.privateKey },
      ...(mostEvents === undefined ? {} : { mostEvents }),
    });
    const open: Engine["open"] = async () => {
      await git.fetch(branchesFrom(branch), options);
      return ledger.open(options);
    };
    return {
      clone,
      git,
      ledger,
      open,
      async view() {
        const { view } = await open();
        if (view === null) throw new Error("there is no ledger to see");
        return view;
      },
    };
  }

  /** Events that say nothing of weight, as many as asked. */
  drafts(count: number, from = 1): readonly Draft[] {
    return Array.from({ length: count }, (_, index) =>
      toDraft({ type: "frozen", body: { code: `STOPPED_${from + index}`, head: null } }),
    );
  }

  /** Where the server's ledger stands. */
  get tip(): string | null {
    return this.server.tip(branch);
  }

  /** Somebody with push rights moves the server's ledger. */
  move(commitId: string | null): void {
    if (commitId === null) this.server.git("update-ref", "-d", `refs/heads/${branch}`);
    else this.server.git("update-ref", `refs/heads/${branch}`, commitId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const git of this.#gits) await git.close();
    for (const clone of this.#clones) clone[Symbol.dispose]();
    this.server[Symbol.dispose]();
  }
}

/** The answer of an append that worked. */
export function appended(answer: Appended): Extract<Appended, { readonly outcome: "appended" }> {
  if (answer.outcome !== "appended") throw new Error(answer.outcome);
  return answer;
}
