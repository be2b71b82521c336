import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

/**
 * Loaded into an engine's process before anything else: its clock is BATTERY_OFFSET milliseconds off, and between
 * one SIGUSR2 and the next it runs BATTERY_PACE times as fast, with every pause and deadline that much shorter.
 */
const offset = Number(process.env["BATTERY_OFFSET"] ?? 0);
const fast = Number(process.env["BATTERY_PACE"] ?? 1);
const real = Date.now.bind(Date);
let pace = 1;
let since = { real: real(), told: real() + offset };
Date.now = () => Math.floor(since.told + (real() - since.real) * pace);

const { setTimeout: wait } = timers;
timers.setTimeout = (ms = 0, ...rest) => wait(ms / pace, ...rest);
syncBuiltinESMExports();
const deadline = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => deadline(Math.ceil(ms / pace));

process.on("SIGUSR2", () => {
  since = { real: real(), told: Date.now() };
  pace = pace === 1 ? fast : 1;
});
