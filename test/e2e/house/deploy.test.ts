import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { openExporter } from "../../../src/exporter/open-exporter.ts";
import { checkers, findings } from "../../checkers/checkers.ts";
import { describeWith, systemdAnalyze } from "../../needs.ts";

const run = promisify(execFile);
const deploy = fileURLToPath(new URL("../../../deploy/", import.meta.url));

describeWith([checkers], "deploy/", () => {
  it("holds a container file in which hadolint finds nothing", async () => {
    expect(await findings("hadolint", [join(deploy, "container/Containerfile")])).toBeNull();
  });

  it("holds Kubernetes objects as its schemas have them", async () => {
    const file = join(deploy, "kubernetes/brevet.yaml");
    expect(await findings("kubernetes-validate", ["--strict", "--quiet", file])).toBeNull();
  });
});

describeWith([systemdAnalyze], "deploy/systemd/brevet.service", () => {
  let folder: string;
  let unit: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "brevet-unit-"));
    unit = join(folder, "brevet.service");
    const text = readFileSync(join(deploy, "systemd/brevet.service"), "utf8");
    writeFileSync(unit, text.replace(/(?<=^ExecStart=)\S+/m, process.execPath));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is a unit of which systemd understands every line", async () => {
    const { stdout, stderr } = await run("systemd-analyze", ["verify", "--man=no", unit]);
    expect(`${stdout}${stderr}`).not.toContain("brevet.service");
  });

  it("is exposed to no more than 1.3 of 10", async () => {
    const { stdout } = await run("systemd-analyze", [
      "security",
      "--offline=true",
      "--threshold=13",
      "--no-pager",
      unit,
    ]);
    expect(stdout).toMatch(/Overall exposure level for brevet.service: 1\.[0-3] OK/);
  });
});

it("alerts on metrics that there are", async () => {
  const { groups } = parse(readFileSync(join(deploy, "prometheus/brevet.rules.yaml"), "utf8")) as {
    groups: { rules: { expr: string }[] }[];
  };
  const named = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.match(/\bbrevet_\w+/g) ?? []));
  let address = "";
  await using _ = await openExporter({
    ...{ host: "127.0.0.1", port: 0, version: "1" },
    listening: (at) => (address = at),
    failed: (message) => expect.unreachable(message),
  });
  const text = await (await fetch(`${address}/metrics`)).text();
  const known = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = "", type]) =>
    type === "histogram" ? `${name}_bucket` : name,
  );
  expect(named.length).toBeGreaterThan(5);
  expect(known).toEqual(expect.arrayContaining(named));
});
