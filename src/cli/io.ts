/** What a command knows of the process it runs in. Nothing else of the process reaches a command. */
export interface Io {
  /** The result: text or one JSON object. */
  readonly out: (text: string) => void;
  /** Progress, prompts, warnings, errors. */
  readonly err: (text: string) => void;
  /** Whether a person can be asked something. */
  readonly interactive: boolean;
  readonly outIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** The real process: aborted by the first interrupt, left at once at the second. */
export function processIo(): Io {
  const interrupts = new AbortController();
  const interrupt = (): void => {
    if (interrupts.signal.aborted) process.exit(interruptedCode);
    interrupts.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Whoever read the output has gone (`brevet status | head`): nobody is left to tell.
      if (error.code === "EPIPE") process.exit(0);
      throw error;
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    outIsTerminal: process.stdout.isTTY,
    env: process.env,
    cwd: process.cwd(),
    signal: interrupts.signal,
  };
}

/** What a shell expects of a command that an interrupt ended. */
export const interruptedCode = 130;
