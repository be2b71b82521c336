import { broadRoles, longestBroad } from "../../core/catalog/broad-roles.ts";
import type { Entitlement } from "../../core/catalog/entitlements.ts";
import { idleSettings } from "../../core/catalog/idle-settings.ts";
import { acceptors } from "../../core/catalog/rules-reachable.ts";
import { problem, type Place, type Problem } from "../../core/problem/problem.ts";
import { formatDuration } from "../../core/time/duration.ts";
import type { Instant } from "../../core/time/instant.ts";
import { readYaml } from "../../core/yaml/read-yaml.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { Policy } from "../../ports/policy.ts";
import type { JudgePorts } from "../engine-ports.ts";
import { mostRulesBytes, type Rules } from "../rules/read-rules.ts";
import { unanswerable } from "./unanswerable.ts";

/**
 * Warns of what a catalog may say and hardly means: roles that give nearly everything for long, settings that do nothing, and what nobody, or not everybody
 * who may ask for it, could be given, because too few are left who could agree. policy: these very rules; null where they
 * are not compiled, which leaves the latter out.
 */
export async function lintRules(
  ports: Pick<JudgePorts, "kinds">,
  rules: Rules,
  { policy, now }: { readonly policy: Policy | null; readonly now: Instant },
  options: CallOptions,
): Promise<readonly Problem[]> {
  const place = placesIn(rules);
  const found = policy === null ? [] : await unanswerable(ports, rules, { policy, now }, options);
  return [
    ...broadRoles(rules.catalog).map(({ entitlement, word, seconds }) => {
      const [lasts, most] = [formatDuration(seconds), formatDuration(longestBroad)];
      return problem(
        "ROLE_BROAD",
        { entitlement: entitlement.name, word, lasts, most },
        place.ofRole(entitlement),
        "warning",
      );
    }),
    ...idleSettings(rules.catalog).map(({ code, pointer, ...about }) =>
      problem(code, about as never, place.ofSetting(pointer), "warning"),
    ),
    ...found.map(({ entitlement, who, stages, missing }) => {
      const about = { entitlement: entitlement.name, stages };
      const at = place.ofRole(entitlement);
      return who === null
        ? problem("NOBODY_AGREES", { ...about, missing }, at, "warning")
        : problem("ASKER_AGREES_ALONE", { ...about, who }, at, "warning");
    }),
    ...oneShort(rules).map((who) =>
      problem("RULES_ONE_SHORT", { who, count: rules.catalog.org.rules.count }, place.ofOwners(), "warning"),
    ),
  ];
}

/** Who accepts the rules, where there are only just enough of them; one person alone may say so (`self`). */
function oneShort({ catalog }: Rules): readonly (readonly string[])[] {
  const { count, self } = catalog.org.rules;
  const able = acceptors(catalog);
  return able.length === count && !(self && able.length === 1) ? [able] : [];
}

function placesIn({ policy }: Rules): {
  readonly ofRole: (entitlement: Entitlement) => Place;
  readonly ofOwners: () => Place;
  readonly ofSetting: (pointer: string) => Place;
} {
  const read = new Map<string, ReturnType<typeof readYaml>>();
  const at = (file: string, pointer: string, part: "key" | "value"): Place => {
    const path = `policies/${file}`;
    const terms = { path, maxBytes: mostRulesBytes, syntax: "RULES_SYNTAX" } as const;
    const document = read.get(file) ?? readYaml(policy.get(file) ?? new Uint8Array(), terms);
    read.set(file, document);
    return document.ok ? document.value.placeOf(pointer, part) : { path };
  };
  return {
    ofRole({ resource, role }) {
      const [namespace = "", name = ""] = resource.id.split("/");
      return at(`catalog/resources/${namespace}.yaml`, `/${name}/roles/${role.name}`, "key");
    },
    ofOwners: () => at("catalog/org.yaml", "/rules/from", "value"),
    ofSetting: (pointer) => at("catalog/org.yaml", pointer, "key"),
  };
}
