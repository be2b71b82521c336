import { host } from "./host.ts";

/**
 * A process of its own that runs the toolchain: rules that never end, or eat memory, end with it. Reads a
 * question, writes the answer. It has the global `process`, and asks it for files alone: to import what Node has, and to
 * open its streams, would take as long again as Node takes to start.
 */
const { readFileSync, writeFileSync } = process.getBuiltinModule("node:fs");
const [stdin, stdout, stderr] = [0, 1, 2];
const [module = ""] = process.argv.slice(2);
const ask = host(readFileSync(module), (said) => writeFileSync(stderr, said));
writeFileSync(stdout, ask(readFileSync(stdin, "utf8")));
