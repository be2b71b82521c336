import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import process from "node:process";
import { gunzipSync } from "node:zlib";
import { host } from "./host.ts";

/**
 * A process of its own that runs the toolchain: rules that never end, or eat memory, end with it. Reads a list of
 * questions, writes the list of answers.
 */
const [module = ""] = process.argv.slice(2);
const ask = host(gunzipSync(readFileSync(module)), (said) => process.stderr.write(said));
const questions = JSON.parse(await text(process.stdin)) as readonly unknown[];
const answers = questions.map((question) => ask(JSON.stringify(question)));
process.stdout.write(`[${answers.join()}]`);
