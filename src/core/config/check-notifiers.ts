import { problem, type Problem } from "../problem/problem.ts";
import type { YamlDocument } from "../yaml/read-yaml.ts";
import type { Config } from "./config.ts";
import { secretFault } from "./secret-fault.ts";
import { secretOwners } from "./secret-owners.ts";

/** What is wrong with the notifiers of a configuration: an id that something else bears, and so a secret of two. */
export function checkNotifiers(config: Config, document: YamlDocument): readonly Problem[] {
  const taken = new Set(["engine", "witness", ...Object.keys(config.targets)]);
  const owners = secretOwners(config);
  return config.notify.flatMap(({ id, url }, index) => {
    const problems: Problem[] = [];
    if (taken.has(id)) problems.push(problem("NOTIFIER_ID_TAKEN", { id }, document.placeOf(`/notify/${index}/id`)));
    taken.add(id);
    const why = secretFault(url, id, owners);
    if (why !== null && problems.length === 0)
      problems.push(problem("SECRET_REFUSED", { ref: url, why }, document.placeOf(`/notify/${index}/url`)));
    return problems;
  });
}
