import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Need } from "../needs.ts";

/** Where they are. */
export const bin: string = fileURLToPath(new URL("../../.cache/checkers/bin/", import.meta.url));

/** Programs that judge what Brevet ships. */
export const checkers: Need = {
  what: "the programs that check metrics, manifests, container files and workflows, and run the last",
  install: "apt-get install python3-venv && bash .ci/checkers",
  present: existsSync(`${bin}../wanted`),
};

/** Runs one of them; answers what it said where it ended badly, null where it found nothing. */
export async function findings(program: string, args: readonly string[]): Promise<string | null> {
  try {
    await promisify(execFile)(bin + program, [...args]);
    return null;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`;
  }
}

const reads = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
families = text_string_to_metric_families(sys.stdin.read())
print(json.dumps([[s.name, s.labels, s.value] for family in families for s in family.samples]))
`;

/** One sample of a metric. */
export type Sample = readonly [name: string, labels: Readonly<Record<string, string>>, value: number];

/** Reads OpenMetrics text as Prometheus' own strict reader does; throws what that finds wrong. */
export async function readOpenMetrics(text: string): Promise<readonly Sample[]> {
  const child = spawn(`${bin}python`, ["-c", reads], { stdio: ["pipe", "pipe", "pipe"] });
  const [out, said]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => out.push(chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => said.push(chunk));
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stdin.end(text);
  if ((await closed) !== 0) throw new Error(said.join(""));
  return JSON.parse(out.join("")) as Sample[];
}
