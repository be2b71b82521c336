import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokenOf, type GitHub } from "../fakes/github/github.ts";
import { runProgram, type Sandbox } from "./sandbox.ts";

/** What a step of a workflow left. */
export interface Step {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A runner of GitHub's: starts the Action as a step, with the event in a file and inputs in variables. */
export class Workflow {
  readonly #box: Sandbox;
  readonly #github: GitHub;
  readonly #program: readonly string[];
  /** Job starts so far, by mode. */
  readonly starts: string[] = [];

  constructor(box: Sandbox, github: GitHub, program: readonly string[]) {
    this.#box = box;
    this.#github = github;
    this.#program = program;
  }

  /** Runs one job with the token of that account. */
  async job(
    mode: string,
    how: {
      readonly event: string;
      readonly payload?: object;
      readonly as: string;
      readonly inputs?: Readonly<Record<string, string>>;
      readonly env?: Readonly<Record<string, string>>;
    },
  ): Promise<Step> {
    this.starts.push(mode);
    const folder = mkdtempSync(join(this.#box.folder, "runner-"));
    const file = (name: string, text = ""): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const inputs = {
      mode,
      token: tokenOf(how.as),
      repository: this.#github.hub.name,
      "pull-request": "",
      trust: "",
      apply: "true",
      "merge-method": "squash",
      runner: "",
      ...how.inputs,
    };
    const env = {
      ...this.#box.env,
      ...how.env,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: this.#github.url,
      GITHUB_SERVER_URL: this.#github.url,
      GITHUB_REPOSITORY: this.#github.hub.name,
      GITHUB_RUN_ID: "4711",
      GITHUB_EVENT_NAME: how.event,
      GITHUB_EVENT_PATH: file("event.json", JSON.stringify(how.payload ?? {})),
      GITHUB_OUTPUT: file("output"),
      GITHUB_STEP_SUMMARY: file("summary"),
      GITHUB_ENV: file("env"),
      RUNNER_TEMP: folder,
    };
    const ran = await runProgram(process.execPath, this.#program, folder, env);
    const outputs = readFileSync(join(folder, "output"), "utf8").matchAll(
      /^(?<name>[a-z-]+)<<(?<end>\S+)\n(?<value>[^]*?)\n\k<end>$/gm,
    );
    return {
      ...ran,
      summary: readFileSync(join(folder, "summary"), "utf8"),
      outputs: Object.fromEntries([...outputs].map(({ groups }) => [groups?.["name"] ?? "", groups?.["value"] ?? ""])),
    };
  }
}
