import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import process from "node:process";
import { host } from "./host.ts";

/** A process of its own that runs the toolchain for who asks again and again: each line is a question, and gets its answer as a line. */
const [module = ""] = process.argv.slice(2);
const ask = host(readFileSync(module), (said) => process.stderr.write(said));
for await (const question of createInterface({ input: process.stdin })) process.stdout.write(`${ask(question)}\n`);
