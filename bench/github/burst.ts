import process from "node:process";
import { burst } from "../../test/fakes/github-burst.ts";

/** Takes so many requests through gate and engine, on the emulated GitHub and real git; prints what became of them. */
const started = process.hrtime.bigint();
const done = await burst(Number(process.argv[2]));
const ms = Number(process.hrtime.bigint() - started) / 1e6;
console.log(JSON.stringify({ ...done, ms }));
