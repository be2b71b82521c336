import type { Code } from "../core/problem/catalogue.ts";

/** Why a signature does not count. */
export type SignatureFault = Extract<Code, `SIGNATURE_${string}`>;
