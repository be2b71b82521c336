/** The name of a role on a resource: `namespace/resource:role`. */
export function entitlementOf(resource: string, role: string): string {
  return `${resource}:${role}`;
}

/** The resource that an entitlement is on. */
export function resourceOf(entitlement: string): string {
  const colon = entitlement.indexOf(":");
  return colon < 0 ? entitlement : entitlement.slice(0, colon);
}
