import { rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { whatIsMissing } from "./machine.ts";
import { openStage } from "./stage.ts";
import { tell } from "./story.ts";

const { values } = parseArgs({ options: { keep: { type: "boolean" }, fast: { type: "boolean" } } });
const missing = whatIsMissing();
if (missing.length > 0) {
  process.stderr.write(`The demo needs ${missing.join(" and ")} on this machine.\n`);
  process.exit(3);
}

const folder = await realpath(await mkdtemp(join(tmpdir(), "brevet-demo-")));
const colored = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
const stage = openStage((text) => void process.stdout.write(text), colored);
const leave = (): void => {
  stage.close();
  if (values.keep !== true) rmSync(folder, { recursive: true, force: true });
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    leave();
    process.exit(130);
  });
}

try {
  await tell(stage, folder, values.fast === true);
  stage.chapter("What next");
  stage.say(
    values.keep === true
      ? `All of it is in ${folder}: go in and try (acme-access is the repository, people/ are the homes).`
      : "All of it was in a temporary folder, which is gone. --keep keeps it.",
  );
  stage.say(
    "Begin your own:  brevet init access && cd access   (its README leads to a first certificate in ten minutes)",
  );
  stage.say("Read on:         docs/first-grant.md, docs/targets, SECURITY.md\n");
} catch (error) {
  process.stderr.write(`\nThe demo broke off: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 4;
} finally {
  leave();
}
