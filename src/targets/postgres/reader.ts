import type { SecretRef } from "../../core/config/config.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { finding } from "../../core/problem/finding.ts";
import type { OpenContext, TargetReader } from "../../ports/target.ts";
import { databaseIn, withPassword } from "./address.ts";
import { addressesFault } from "./addresses-fault.ts";
import type { Database } from "./database.ts";
import { checks } from "./checks.ts";
import { openDatabase, Refusal } from "./database.ts";
import { toBrevetError } from "./guard.ts";
import { look } from "./look.ts";

/** The database of a target, or another one of the same server. */
export function databaseOf(context: OpenContext, name: string | null = null): Database {
  return openDatabase(context.config.id, (options) => url(context, options), name);
}

/** The engine's own address. Secret. */
export function url({ config, secret }: OpenContext, options: CallOptions): Promise<string> {
  return secret(config.options["url"] as SecretRef, options);
}

/** Where people reach the server: what the configuration says, else where the engine does. Secret, as the latter is. */
export async function addressOf(context: OpenContext, options: CallOptions): Promise<string> {
  const { address } = context.config.options;
  return typeof address === "string" ? address : await url(context, options);
}

/** Looks at logins and memberships, and has no way to change one. */
export function openReader(context: OpenContext, database: Database = databaseOf(context)): TargetReader {
  const target = context.config.id;
  return {
    async observe(_scope, options) {
      try {
        return await look(target, context.repositoryId, database, options);
      } catch (error) {
        options.signal.throwIfAborted();
        const known = error instanceof Refusal ? toBrevetError(target, error) : error;
        if (!(known instanceof BrevetError)) throw known;
        return { target, ok: false, code: known.code, message: known.message };
      }
    },
    async checks(options) {
      const elsewhere = (name: string): Database => databaseOf(context, name);
      const withoutPassword = (): Database =>
        openDatabase(target, async (call) => withPassword(await url(context, call), "wrong"));
      const found = await checks(target, database, { elsewhere, withoutPassword }, options);
      if (context.config.options["source_addresses"] !== true) return found;
      const what = await addressesFault(database, elsewhere, databaseIn(await addressOf(context, options)), options);
      return what === null ? found : [...found, finding("TARGET_ADDRESSES_OPEN", `target ${target}`, { what })];
    },
    close: () => database.close(),
  };
}
