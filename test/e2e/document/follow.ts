import { spawn } from "node:child_process";
import { firstMissing, readSteps, type Step } from "./read-steps.ts";

/** A step that did not go as the document says. */
export interface Broken {
  readonly line: number;
  readonly command: string;
  readonly because: string;
  readonly output: string;
}

/** Types every command of a document into one bash, in one folder, and says where it does not go as written. */
export async function follow(
  markdown: string,
  where: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<readonly Broken[]> {
  const steps = readSteps(markdown);
  const output = await bash(toScript(steps), where);
  return steps.flatMap((step, index) => {
    const [, shown = "", code = "?"] =
      new RegExp(`@@begin ${index}\\n([^]*?)@@end ${index} (\\d+)\\n`).exec(output) ?? [];
    const missing = firstMissing(step.shows, shown);
    const because =
      code !== String(step.exits)
        ? `exits ${code}, not ${step.exits}`
        : missing === null
          ? null
          : `does not show: ${missing}`;
    return because === null ? [] : [{ line: step.line, command: step.command, because, output: shown }];
  });
}

function toScript(steps: readonly Step[]): string {
  return steps.map(({ command }, i) => `echo "@@begin ${i}"\n${command}\necho "@@end ${i} $?"\n`).join("");
}

function bash(
  script: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", `exec 2>&1\n${script}`], { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", () => resolve(output));
  });
}
