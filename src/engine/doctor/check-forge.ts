import { BrevetError } from "../../core/problem/brevet-error.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { SettledBy } from "../../ports/forge-settings.ts";
import type { DoctorPorts } from "./doctor-ports.ts";

/** What is weak in the forge's settings; with `fix`, what was mended, and what is weak after that. */
export async function checkForge(
  ports: DoctorPorts,
  by: SettledBy,
  fix: boolean,
  options: CallOptions,
): Promise<{ readonly findings: readonly Finding[]; readonly mended: readonly string[] }> {
  try {
    const settings = await ports.forgeSettings(by.config);
    if (settings === null) return { findings: [], mended: [] };
    const findings = await settings.checks(by, options);
    const mended = fix ? await settings.mend(findings, by, options) : [];
    return { findings: mended.length === 0 ? findings : await settings.checks(by, options), mended };
  } catch (error) {
    if (!(error instanceof BrevetError)) throw error;
    return { findings: [finding("FORGE_UNREACHED", "forge", error)], mended: [] };
  }
}
