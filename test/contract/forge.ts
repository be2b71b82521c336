import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallOptions } from "../../src/ports/call-options.ts";
import type { Forge, Proof } from "../../src/ports/forge.ts";
import type { WalkedCommit } from "../../src/ports/git.ts";

/** A repository on one kind of forge, whose main branch holds one file, `README.md`. */
export interface ForgeWorld {
  readonly forge: Forge;
  /** A branch off main by that person, not merged; answers main's commit and the branch's. */
  proposed(files: Files, author: string): Promise<{ readonly base: string; readonly head: string }>;
  /** The same branch merged as the forge's people merge, and nothing else. */
  merged(head: string): Promise<WalkedCommit>;
  /** A commit that somebody pushed onto main. */
  pushed(files: Files): Promise<WalkedCommit>;
  close(): Promise<void>;
}
export type Files = { readonly [path: string]: string | null };

const options: CallOptions = { signal: new AbortController().signal };
const request = "requests/payments/customers-db/2026-11-22-alice.yaml";
const alice = "Alice <alice@acme.example>";

/** The promises of ports/forge.ts, tried on one implementation. */
export function describeForge(name: string, makeWorld: () => Promise<ForgeWorld>): void {
  describe(`${name} keeps the promises of a forge`, () => {
    let world: ForgeWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(async () => {
      await world.close();
    });

    async function proof(commit: WalkedCommit): Promise<Proof> {
      const answer = await world.forge.prove(commit, options);
      if (!answer.ok) throw new Error(answer.code);
      return answer;
    }

    it("proves a merged change: where from, what to, and which paths", async () => {
      const { base, head } = await world.proposed({ [request]: "role: read-only\n" }, alice);
      const commit = await world.merged(head);
      const { paths, ...rest } = await proof(commit);
      expect(rest).toMatchObject({ ok: true, source: world.forge.kind, commit: commit.id, before: base, base, head });
      expect(paths.map(({ path, status, newMode }) => [path, status, newMode])).toEqual([[request, "added", "100644"]]);
    });

    it("tells what the change changed, not what main got meanwhile", async () => {
      const { base, head } = await world.proposed({ [request]: "role: read-only\n" }, alice);
      const { id: before } = await world.pushed({ "docs/other.md": "Meanwhile.\n" });
      const { paths, ...rest } = await proof(await world.merged(head));
      expect(paths.map(({ path }) => path)).toEqual([request]);
      expect(rest).toMatchObject({ before, base, head });
    });

    it("names everybody on the commits that touched a path, and nobody else", async () => {
      const { head } = await world.proposed({ [request]: "role: read-only\n" }, alice);
      const { contributors } = await proof(await world.merged(head));
      expect([...contributors.keys()]).toEqual([request]);
      const written = contributors.get(request)?.filter(({ as }) => as !== "pusher");
      const emails = written?.map(({ email }) => email);
      expect(new Set(emails)).toEqual(new Set(["alice@acme.example"]));
    });

    it("says the same of a change before it is merged", async () => {
      const { base, head } = await world.proposed({ [request]: "role: read-only\n" }, alice);
      const before = await world.forge.propose(base, head, options);
      const after = await proof(await world.merged(head));
      const { claimedAt: _, mergedAt: __, ...facts } = before;
      expect(after).toMatchObject(facts);
    });

    it("refuses what was pushed", async () => {
      const commit = await world.pushed({ [request]: "role: admin\n" });
      expect(await world.forge.prove(commit, options)).toEqual({ ok: false, code: "DIRECT_PUSH", commit: commit.id });
    });

    it("throws where it cannot know, and answers nothing", async () => {
      const { base, head } = await world.proposed({ [request]: "role: read-only\n" }, alice);
      const { id } = await world.merged(head);
      const absent = "f".repeat(40);
      const commit: WalkedCommit = { ...(await world.pushed({})), id, parents: [base, absent] };
      await expect(world.forge.prove(commit, options)).rejects.toMatchObject({ name: "BrevetError" });
      await expect(world.forge.propose(base, absent, options)).rejects.toMatchObject({ name: "BrevetError" });
    });

    it("stops when it is told to", async () => {
      const { base, head } = await world.proposed({ [request]: "role: read-only\n" }, alice);
      const commit = await world.merged(head);
      const stopped = { signal: AbortSignal.abort(new Error("enough")) };
      await expect(world.forge.prove(commit, stopped)).rejects.toThrow("enough");
      await expect(world.forge.propose(base, head, stopped)).rejects.toThrow("enough");
    });
  });
}
