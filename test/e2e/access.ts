import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "./sandbox.ts";

/** Today, as ids have it: sandboxes live in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** An access repository with bob beside alice, and a vault of tier moderate: `access` in the sandbox, rules accepted. */
export async function accessOfTwo(box: Sandbox): Promise<void> {
  await must(box, ["init", "access"], ".");
  for (const name of ["bob", "mallory"]) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(box.folder, name)]);
  }
  const key = readFileSync(join(box.folder, "bob.pub"), "utf8").split(" ").slice(0, 2).join(" ");
  const root = join(box.folder, "access");
  const add = (path: string, text: string): void => {
    writeFileSync(join(root, path), text, { flag: "a" });
  };
  add("policies/catalog/people.yaml", `bob:\n  email: bob@acme.example\n  keys:\n    - key: ${key}\n`);
  writeFileSync(join(root, "policies/catalog/teams.yaml"), "owners:\n  members: [alice, bob]\n");
  add("policies/catalog/resources/playground.yaml", vault);
  await box.git(["switch", "--quiet", "--create", "two"], "access");
  await box.git(["commit", "--quiet", "--all", "--message", "Add bob and the vault"], "access");
  await must(box, ["approve", "--rules", "--yes"]);
  await box.git(["switch", "--quiet", "main"], "access");
  await box.git(["merge", "--quiet", "--no-ff", "--no-edit", "two"], "access");
  await must(box, ["apply"]);
}

/** A copy of the repository, to do with as a test likes; its folder below the sandbox. */
export function copyOf(box: Sandbox, name: string): string {
  cpSync(join(box.folder, "access"), join(box.folder, name), { recursive: true });
  return name;
}

async function must(box: Sandbox, args: readonly string[], cwd = "access"): Promise<void> {
  const ran = await box.brevet(args, cwd);
  if (ran.code !== 0) throw new Error(`brevet ${args.join(" ")}: ${ran.code}\n${ran.out}${ran.err}`);
}

/** A resource of tier moderate, which somebody else must agree to. */
export const vault = `vault:
  title: A vault that somebody else must agree to
  tier: moderate
  owners: [team:owners]
  target: door
  roles:
    open:
      rights:
        groups: [keepers]
      max: 8h
      eligible: [team:owners]
`;
