import { mkdirSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";
import { leaks } from "../canary.ts";
import { tally, toLines, total } from "./tally.ts";
import type { Outcome } from "./tally.ts";

function outcomes(module: TestModule): Outcome[] {
  const suite = module.project.name;
  const found: Outcome[] = [];
  for (const test of module.children.allTests()) {
    const result = test.result();
    if (result.state === "pending") continue;
    const note = result.state === "skipped" ? result.note : undefined;
    found.push({ suite, title: test.fullName, state: result.state, note });
  }
  // A file that throws while it is loaded, or a hook that fails, is a failure that no test shows.
  if (module.state() === "failed" && !found.some((outcome) => outcome.state === "failed")) {
    found.push({ suite, title: module.moduleId, state: "failed" });
  }
  return found;
}

/**
 * Ends a run with the suites told apart and what was skipped and why, and leaves the sums in reports/tests.json.
 * A canary secret in what the run prints fails it. With BREVET_REQUIRE_ALL=1 a skipped test fails the run, and so does a run without a test.
 */
export default class EndOfRun implements Reporter {
  #leaked = 0;

  onInit(): void {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
      stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
        this.#leaked += leaks(typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk)).length;
        return write(chunk, ...rest);
      };
    }
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const run = tally(modules.flatMap(outcomes));
    const sum = total(run);
    console.log(["", ...toLines(run), ""].join("\n"));
    mkdirSync("reports", { recursive: true });
    writeFileSync(
      "reports/tests.json",
      `${JSON.stringify({ ...sum, failed: sum.failed + errors.length, ...run }, null, 2)}\n`,
    );
    if (this.#leaked > 0) {
      console.error(`S41: ${this.#leaked} lines of this run's output hold the canary secret.`);
      process.exitCode = 1;
    }
    if (process.env["BREVET_REQUIRE_ALL"] === "1" && (sum.skipped > 0 || sum.passed === 0)) {
      console.error("BREVET_REQUIRE_ALL=1: nothing may be skipped.");
      process.exitCode = 1;
    }
  }
}
