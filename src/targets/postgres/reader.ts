import type { SecretRef } from "../../core/config/config.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import { withPassword } from "./address.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import type { OpenContext, TargetReader } from "../../ports/target.ts";
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
    checks: (options) =>
      checks(
        target,
        database,
        {
          elsewhere: (name) => databaseOf(context, name),
          withoutPassword: () => openDatabase(target, async (call) => withPassword(await url(context, call), "wrong")),
        },
        options,
      ),
    close: () => database.close(),
  };
}
