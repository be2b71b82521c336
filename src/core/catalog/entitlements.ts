import type { Catalog, Resource, Role } from "./catalog.ts";

/** Something that may be asked for: `namespace/resource:role`. */
export interface Entitlement {
  readonly name: string;
  readonly resource: Resource;
  readonly role: Role;
}

/** Every entitlement of a catalog, in order of name. */
export function entitlements(catalog: Catalog): readonly Entitlement[] {
  return Object.values(catalog.resources)
    .flatMap((resource) =>
      Object.values(resource.roles).map((role) => ({ name: `${resource.id}:${role.name}`, resource, role })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
