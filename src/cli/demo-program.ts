import { fileURLToPath } from "node:url";

const kind = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** The demo's file. Where it is told from here, it is found from the bundled command line too (docs/adr/0017). */
export const demoProgram: string = fileURLToPath(new URL(`../demo/main.${kind}`, import.meta.url));
