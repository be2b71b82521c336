import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import process from "node:process";
import { host } from "./host.ts";

/**
 * A process of its own that runs the toolchain: rules that never end, or eat memory, end with it. Reads a
 * question, writes the answer.
 */
const [module = ""] = process.argv.slice(2);
const ask = host(readFileSync(module), (said) => process.stderr.write(said));
process.stdout.write(ask(await text(process.stdin)));
