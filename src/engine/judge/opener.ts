import type { Catalog } from "../../core/catalog/catalog.ts";
import type { Case } from "./case.ts";

/** The person of the catalog with that account of the forge. */
export function personWith(forgeId: number | null, catalog: Catalog): string | null {
  if (forgeId === null) return null;
  return Object.values(catalog.people).find(({ github }) => github?.id === forgeId)?.id ?? null;
}

/**
 * Who opened the change, and whether that tells who asks: only where nobody else pushed to the file. Who merely wrote or
 * carried it is not who asks, and whoever touched it might have.
 */
export function openerOf(
  { opened, contributors }: Pick<Case, "opened" | "contributors">,
  catalog: Catalog,
): { readonly id: string | null; readonly isClear: boolean } {
  if (opened === null) return { id: null, isClear: false };
  const pushers = contributors?.filter(({ as }) => as === "pusher") ?? [];
  const isClear = pushers.length > 0 && pushers.every(({ forgeId }) => forgeId !== null && forgeId === opened.openedBy);
  return { id: personWith(opened.openedBy, catalog), isClear };
}
