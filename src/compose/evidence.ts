import { brevetError } from "../core/problem/brevet-error.ts";
import type { EvidenceSources } from "../ports/evidence.ts";
import type { Clone } from "./clone.ts";
import { secretReader } from "./secrets.ts";

/** Opens sources of evidence, each with its own secret alone. owners: all that secrets may serve. */
export function openEvidence(clone: Clone, owners: readonly string[]): EvidenceSources {
  const read = secretReader(clone, owners);
  return {
    async open(config) {
      const { openSource } = await import("../evidence/open-source.ts");
      const { id, token } = config;
      return openSource(config, () => {
        if (token === null) throw brevetError("SECRET_MISSING", { ref: id });
        return read(token, id);
      });
    },
  };
}
