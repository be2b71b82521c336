import type { Catalog } from "../core/catalog/catalog.ts";
import type { Digest } from "../core/json/digest.ts";
import type { CallOptions } from "./call-options.ts";

/**
 * Catalogs that were read before, each by the tree digest of all that it was read from. It saves time and proves
 * nothing: whoever admits, starts, ends or signs is given none. Every implementation keeps these
 * (test/contract/catalog-cache.ts):
 * - what is found is what was kept under that key, whole, by this account and by this build; all else is nothing;
 * - neither finding nor keeping ever fails.
 */
export interface CatalogCache {
  find(key: Digest, options: CallOptions): Promise<Catalog | null>;
  keep(key: Digest, catalog: Catalog, options: CallOptions): Promise<void>;
}
