import type { Config } from "../../core/config/config.ts";
import type { Finding } from "../../core/problem/finding.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { ForgeSettings } from "../../ports/forge-settings.ts";
import type { Trust } from "../../ports/ledger.ts";
import type { PlanPorts } from "../engine-ports.ts";

/** What looking after an installation needs: all that planning needs, and a look at what stands around the engine. */
export interface DoctorPorts extends PlanPorts {
  /** What is pinned here; null: nothing is. */
  readonly trust: Trust | null;
  /** How the forge is set up; null: it has no settings that can be asked for. */
  readonly forgeSettings: (config: Config) => Promise<ForgeSettings | null>;
  /** What is weak around the engine: its key, files and remote. */
  readonly surroundings: (config: Config, options: CallOptions) => Promise<readonly Finding[]>;
}
