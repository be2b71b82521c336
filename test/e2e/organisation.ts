import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GitHub, tokenOf } from "../fakes/github/github.ts";
import { vault } from "./access.ts";
import { sandbox, type Ran, type Sandbox } from "./sandbox.ts";

/** The account of the App that merges. */
export const appId = 9001;

/** An organisation on the emulated GitHub: alice and bob, a vault of tier moderate, and an App that may merge. */
export interface Organisation extends AsyncDisposable {
  readonly box: Sandbox;
  readonly github: GitHub;
  /** What an engine of it is deployed with: its pins as text, and where its secrets are. */
  readonly trust: string;
  readonly secrets: string;
  brevet(login: string, ...args: readonly string[]): Promise<Ran>;
  git(...args: readonly string[]): Promise<string>;
}

const root = "access";

/**
 * Begins it as a person would: init, a change of the rules signed and merged, applied. grow: what else that change
 * writes into the clone.
 */
export async function organisation(grow: (clone: string) => void = () => undefined): Promise<Organisation> {
  const box = sandbox("alice");
  const github = await GitHub.start();
  github.collaborator("alice", "admin", { id: 1201 });
  github.collaborator("bob", "write", { id: 1202 });
  github.collaborator("app", "admin", { id: appId, type: "Bot" });
  await box.git(["clone", "--quiet", github.cloneUrl("alice"), root]);
  const brevet = (login: string, ...args: readonly string[]): Promise<Ran> =>
    box.brevet(args, root, { GITHUB_API_URL: github.url, GITHUB_TOKEN: tokenOf(login) });
  const git = (...args: readonly string[]): Promise<string> => box.git(args, root);
  const must = async (login: string, ...args: readonly string[]): Promise<void> => {
    const ran = await brevet(login, ...args);
    if (ran.code !== 0) throw new Error(`brevet ${args.join(" ")}: ${ran.code}\n${ran.out}${ran.err}`);
  };
  await must("alice", "init", "--forge", "github");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "bob", "-f", join(box.folder, "bob")]);
  const key = readFileSync(join(box.folder, "bob.pub"), "utf8").split(" ").slice(0, 2).join(" ");
  const path = (name: string): string => join(box.folder, root, name);
  const add = (name: string, text: string, flag = "a"): void => writeFileSync(path(name), text, { flag });
  const bob = `{ github: { login: bob, id: 1202 }, email: bob@acme.example, keys: [{ key: ${key} }] }`;
  add("policies/catalog/people.yaml", `bob: ${bob}\n`);
  add("policies/catalog/teams.yaml", "owners:\n  members: [alice, bob]\n", "w");
  add("policies/catalog/resources/playground.yaml", vault);
  const config = readFileSync(path("brevet.yaml"), "utf8").replace("id: 771203", `id: 771203\n  merger: ${appId}`);
  add("brevet.yaml", config, "w");
  grow(join(box.folder, root));
  await git("switch", "--quiet", "--create", "two");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Add bob, the vault and the App");
  await must("alice", "approve", "--rules", "--yes");
  await git("push", "--quiet", "origin", "two");
  github.merge("alice", github.open("alice", "two").number, { method: "merge" });
  await git("switch", "--quiet", "main");
  await git("pull", "--quiet");
  await must("app", "apply");
  return {
    box,
    github,
    trust: readFileSync(path(".git/brevet/trust.json"), "utf8"),
    secrets: path(".git/brevet"),
    brevet,
    git,
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      box.remove();
    },
  };
}
