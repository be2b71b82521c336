import { brevetError } from "../core/problem/brevet-error.ts";
import type { EvidenceSources } from "../ports/evidence.ts";
import type { Clone } from "./clone.ts";
import { secretsFolder } from "./folders.ts";
import { readSecret } from "./secrets.ts";

/** Opens sources of evidence, each with its own secret alone. owners: all that secrets may serve. */
export function openEvidence({ place, worktree }: Clone, owners: readonly string[]): EvidenceSources {
  return {
    async open(config) {
      const { openSource } = await import("../evidence/open-source.ts");
      const { id, token } = config;
      return openSource(config, () => {
        if (token === null) throw brevetError("SECRET_MISSING", { ref: id });
        const known = [...new Set([...owners, id])];
        const folder = secretsFolder(place.env, worktree.gitDirectory);
        return readSecret(token, id, known, { folder, env: place.env });
      });
    },
  };
}
