import type { DoctorPorts } from "../engine/doctor/doctor-ports.ts";
import type { CallOptions } from "../ports/call-options.ts";
import type { Clone } from "./clone.ts";
import type { EngineRun } from "./engine-run.ts";
import type { Opened } from "./judge.ts";
import { openForgeSettings } from "./forge-settings.ts";
import { openPlanner } from "./planner.ts";
import { checkSurroundings } from "./surroundings.ts";
import { openWitnesses } from "./witnesses.ts";

/**
 * What looks after an installation: it reads secrets to see whether they fit, and holds nothing that could change a target.
 * engineRepo: where on the forge its workflows hold power, where that is another repository.
 */
export async function openDoctor(
  clone: Clone,
  { by, engineRepo }: { readonly by: EngineRun; readonly engineRepo: string | null },
  options: CallOptions,
): Promise<Opened<DoctorPorts>> {
  const opened = await openPlanner(clone, by, options);
  const trust = await clone.installation.pinned();
  const surroundings: DoctorPorts["surroundings"] = (config, asked) => checkSurroundings(clone, config, asked);
  const forgeSettings: DoctorPorts["forgeSettings"] = (config) => openForgeSettings(clone, config, engineRepo);
  return { ...opened, ports: { ...opened.ports, witnesses: openWitnesses(clone), trust, surroundings, forgeSettings } };
}
