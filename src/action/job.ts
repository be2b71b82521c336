import type { Happened } from "./event.ts";
import type { Inputs } from "./inputs.ts";
import type { Runner } from "./runner.ts";

/** The process that the runner started. */
export interface Started {
  readonly env: Record<string, string | undefined>;
  readonly out: (text: string) => void;
  readonly signal: AbortSignal;
}

/** One run of one mode, with all that it was told. */
export interface Job {
  readonly inputs: Inputs;
  readonly happened: Happened;
  readonly runner: Runner;
  readonly env: Started["env"];
  readonly signal: AbortSignal;
}
