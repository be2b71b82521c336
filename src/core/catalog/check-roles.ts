import type { Config, Kinds } from "../config/config.ts";
import { problem, type Problem } from "../problem/problem.ts";
import { formatDuration } from "../time/duration.ts";
import { validate } from "../yaml/validate.ts";
import type { Catalog } from "./catalog.ts";
import type { Sources } from "./read-files.ts";

/** Rights that the target's kind cannot give, and chains that are shorter than their links. */
export function checkRoles(catalog: Catalog, sources: Sources, config: Config, kinds: Kinds): readonly Problem[] {
  return Object.values(catalog.resources).flatMap((resource) => {
    const [namespace = "", name = ""] = resource.id.split("/");
    const document = sources.resources.get(namespace)?.document;
    const traits = kinds.get(config.targets[resource.target]?.kind ?? "");
    if (document === undefined || traits === undefined) return [];
    return Object.values(resource.roles).flatMap((role) => {
      const pointer = `/${name}/roles/${role.name}`;
      const rights = validate(traits.rightsSchema as object, document, {
        value: role.rights,
        pointer: `${pointer}/rights`,
      });
      const problems: Problem[] = rights.ok ? [] : [...rights.problems];
      if (role.maxChain < role.max) {
        const what = `is less than max, ${formatDuration(role.max)}`;
        const place = document.placeOf(`${pointer}/max_chain`);
        problems.push(problem("VALUE_INVALID", { key: "max_chain", what, hint: null }, place));
      }
      return problems;
    });
  });
}
