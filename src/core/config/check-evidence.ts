import { problem, type Problem } from "../problem/problem.ts";
import type { YamlDocument } from "../yaml/read-yaml.ts";
import type { Config, EvidenceConfig } from "./config.ts";
import { secretFault } from "./secret-fault.ts";
import { secretOwners } from "./secret-owners.ts";

/** What is wrong with the sources of evidence: an id that something else bears, what a kind needs, a secret of two. */
export function checkEvidence(config: Config, document: YamlDocument): readonly Problem[] {
  const taken = new Set(["engine", "witness", ...Object.keys(config.targets), ...config.notify.map(({ id }) => id)]);
  const owners = secretOwners(config);
  return config.evidence.flatMap((source, index) => {
    const problems: Problem[] = [];
    const { id, token } = source;
    const pointer = `/evidence/${index}`;
    if (taken.has(id)) problems.push(problem("EVIDENCE_ID_TAKEN", { id }, document.placeOf(`${pointer}/id`)));
    taken.add(id);
    const lacks = lacking(source);
    if (lacks !== null) problems.push(problem("EVIDENCE_INCOMPLETE", { id, lacks }, document.placeOf(pointer)));
    const why = token === null ? null : secretFault(token, id, owners);
    if (token !== null && why !== null && problems.length === 0)
      problems.push(problem("SECRET_REFUSED", { ref: token, why }, document.placeOf(`${pointer}/token`)));
    return problems;
  });
}

function lacking({ kind, url, schedule, token }: EvidenceConfig): string | null {
  if (!URL.canParse(url)) return "an address";
  if (kind === "tickets") return url.includes("{ticket}") ? null : "{ticket} in its url";
  if (kind === "icalendar") return null;
  if (schedule === "") return "a schedule";
  return token === null ? "a token" : null;
}
