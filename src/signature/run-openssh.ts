import { spawn } from "node:child_process";

/** How a tool of OpenSSH ended. `said`: the last line of its errors, where it did not go to the terminal. */
export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly said: string;
}

/**
 * Runs a tool of OpenSSH; null where it is not installed. It may ask on the terminal: its questions and notes reach
 * the person, and nothing of it our standard output.
 */
export function runOpenssh(
  tool: "ssh-keygen" | "ssh-add",
  args: readonly string[],
  signal: AbortSignal,
): Promise<Ran | null> {
  return new Promise((resolve, reject) => {
    const errors = process.stderr.isTTY ? "inherit" : "pipe";
    const child = spawn(tool, args, { stdio: ["inherit", "pipe", errors], signal });
    let [output, said] = ["", ""];
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve(null);
      else reject(signal.aborted ? (signal.reason as Error) : error);
    });
    child.once("close", (code) => {
      resolve({ code: code ?? -1, output, said: said.trim().split(/\r?\n/).at(-1) ?? "" });
    });
  });
}
