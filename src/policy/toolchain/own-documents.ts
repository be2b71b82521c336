import { readYaml, type YamlDocument } from "../../core/yaml/read-yaml.ts";
import type { PolicyFiles } from "../../ports/policy.ts";

const ownData = /^own\/data\/([a-z][a-z0-9_]{0,62})\.yaml$/;
const maxBytes = 4 * 1024 * 1024;

/** The documents of an organisation's own data, by the name that rules read each by: null for what cannot be read. */
export function ownDocuments(files: PolicyFiles): ReadonlyMap<string, YamlDocument | null> {
  const found = new Map<string, YamlDocument | null>();
  for (const [path, bytes] of files) {
    const name = ownData.exec(path)?.[1];
    if (name === undefined) continue;
    const document = readYaml(bytes, { path: `policies/${path}`, maxBytes, syntax: "RULES_SYNTAX" });
    found.set(name, document.ok ? document.value : null);
  }
  return found;
}
