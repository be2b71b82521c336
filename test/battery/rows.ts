import type { Row } from "./row.ts";
import loginAfterEnd from "./rows/login-after-end.ts";

/** The battery, by the names that `npm run faults` takes. */
export const rows: ReadonlyMap<string, Row> = new Map([["login", loginAfterEnd]]);
