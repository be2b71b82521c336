import process from "node:process";
import { start } from "./start.ts";

const interrupts = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupts.abort());

process.exitCode = await start({
  env: process.env,
  out: (text) => void process.stdout.write(text),
  signal: interrupts.signal,
});
