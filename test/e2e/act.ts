import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { actionPin } from "../../src/compose/action-pin.ts";
import { bin } from "../checkers/checkers.ts";
import { tokenOf } from "../fakes/github/github.ts";
import type { Organisation } from "./organisation.ts";
import { runProgram, type Ran } from "./sandbox.ts";

/**
 * Another runner of workflows than GitHub's, act, on this machine: reads the files that init wrote, decides which jobs run, and
 * starts the Action in that folder for the commit that they pin. It knows no permissions, environments or time-outs.
 */
export class Act {
  readonly #acme: Organisation;
  readonly #action: string;
  readonly #root: string;

  constructor(acme: Organisation, action: string) {
    this.#acme = acme;
    this.#action = action;
    this.#root = mkdtempSync(path.join(acme.box.folder, "act-"));
  }

  /** Copies the workflows to where act looks for them; its repository is named by its remote. */
  async begin(): Promise<void> {
    const [from, to] = [path.join(this.#acme.box.folder, "access"), this.#root].map((root) =>
      path.join(root, workflows),
    );
    mkdirSync(to!, { recursive: true });
    for (const name of readdirSync(from!)) {
      const text = readFileSync(path.join(from!, name), "utf8");
      // It refuses a file whose runs wait in a queue of any length, which is younger than it.
      writeFileSync(path.join(to!, name), text.replace(/^ +queue: max\n/m, ""));
    }
    const git = (...args: readonly string[]): Promise<string> => this.#acme.box.git(args, path.basename(this.#root));
    await git("init", "--quiet");
    await git("remote", "add", "origin", `https://github.com/${this.#acme.github.hub.name}.git`);
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "Workflows");
  }

  /** Runs one workflow for an event. */
  run(workflow: string, event: string, payload: object, how: { readonly as: string }): Promise<Ran> {
    const { github, box, trust, secrets } = this.#acme;
    const file = path.join(this.#root, "event.json");
    writeFileSync(file, JSON.stringify(payload));
    const { repository, commit } = actionPin;
    const args = [
      ...[event, "--workflows", `${workflows}/brevet-${workflow}.yml`, "--eventpath", file],
      ...["--platform", "ubuntu-24.04=-self-hosted", "--action-offline-mode", "--no-cache-server"],
      ...[
        "--local-repository",
        `${repository}@${commit}=${this.#action}`,
        "--defaultbranch",
        "main",
        "--actor",
        how.as,
      ],
      ...["--env", `GITHUB_SERVER_URL=${github.url}`, "--env", `GITHUB_API_URL=${github.url}`],
      ...["--env", `BREVET_SECRETS=${secrets}`, "--secret", `GITHUB_TOKEN=${tokenOf(how.as)}`],
      ...["--var", `BREVET_TRUST=${trust}`, "--var", "BREVET_ENGINE=workflows"],
    ];
    // It hands all that it is given on to what it runs, and runs whatever node it finds first.
    const home = mkdtempSync(path.join(box.folder, "home-"));
    const env = {
      ...box.env,
      HOME: home,
      XDG_CACHE_HOME: home,
      PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
    };
    return runProgram(path.join(bin, "act"), args, this.#root, env);
  }
}

const workflows = ".github/workflows";
