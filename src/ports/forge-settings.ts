import type { Catalog } from "../core/catalog/catalog.ts";
import type { Config } from "../core/config/config.ts";
import type { Finding } from "../core/problem/finding.ts";
import type { CallOptions } from "./call-options.ts";

/** What a forge's settings are weighed against: the rules in force. */
export interface SettledBy {
  readonly config: Config;
  readonly catalog: Catalog;
}

/** How the forge is set up around the repository: what it lets whom do there. */
export interface ForgeSettings {
  /** What is weaker there than it has to be, as far as the token may see. Changes nothing. */
  checks(by: SettledBy, options: CallOptions): Promise<readonly Finding[]>;
  /** Mends what takes nothing from anybody but the means of an attack; answers the codes of what it mended. */
  mend(found: readonly Finding[], by: SettledBy, options: CallOptions): Promise<readonly string[]>;
}
