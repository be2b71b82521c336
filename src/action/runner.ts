import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";

/** The process's environment, as far as the Action reads it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The runner that started this: where results go. What it cannot take is lost, and fails nothing. */
export interface Runner {
  /** Commands to the runner, each a line of its own. */
  annotate(commands: string): void;
  /** Text for the log, in which no line is a command. */
  log(text: string): void;
  /** Markdown for the page of the run. */
  summarise(markdown: string): Promise<void>;
  /** A value for later steps. */
  output(name: string, value: string): Promise<void>;
}

/** GitHub keeps 1 MiB of a step's summary, and none of a longer one. */
const mostSummary = 1_000_000;

/** The runner of GitHub Actions, which takes commands on standard output and the rest in files that it names. */
export function openRunner(env: Environment, out: (text: string) => void): Runner {
  const append = async (name: string, text: string): Promise<void> => {
    const path = env[name] ?? "";
    if (path !== "") await appendFile(path, text);
  };
  return {
    annotate: out,
    log(text) {
      const token = randomUUID();
      out(`::stop-commands::${token}\n${text.endsWith("\n") ? text : `${text}\n`}::${token}::\n`);
    },
    async summarise(markdown) {
      if (markdown.length < mostSummary) await append("GITHUB_STEP_SUMMARY", markdown);
    },
    async output(name, value) {
      const end = `end-${randomUUID()}`;
      await append("GITHUB_OUTPUT", `${name}<<${end}\n${value}\n${end}\n`);
    },
  };
}
