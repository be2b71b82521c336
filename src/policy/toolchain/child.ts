import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import process from "node:process";
import { host } from "./host.ts";

/**
 * A process of its own that runs the toolchain: rules that never end, or eat memory, end with it. Reads a
 * question, writes the answer.
 */
const [module = ""] = process.argv.slice(2);
/** As much as it uses before it looks for what it needs no longer (toolchain/memory.go): with each small step V8 would look instead. */
const pages = 8192;
const ask = host(readFileSync(module), (said) => process.stderr.write(said), pages);
process.stdout.write(ask(await text(process.stdin)));
