import type { Instant, Seconds } from "../time/instant.ts";

/** One request file, read. Nothing about approval can be in it. */
export interface Request {
  /** `<namespace>/<resource>/<date>-<rest>`. */
  readonly id: string;
  /** `namespace/resource`. */
  readonly resource: string;
  /** The day it was written, `YYYY-MM-DD`, from the id. */
  readonly date: string;
  readonly subject: string;
  readonly role: string;
  readonly seconds: Seconds;
  readonly reason: string;
  readonly ticket: string | null;
  readonly start: Instant | null;
  readonly extends: string | null;
  readonly emergency: boolean;
  readonly publicKey: string | null;
}
