import type { CallOptions } from "../../ports/call-options.ts";
import type { Database } from "./database.ts";
import { Refusal } from "./database.ts";

/**
 * Why a login could not be held to addresses, in words; null: `used`, the database that people are sent to, and every other that
 * such logins are let into ask them where they come from.
 */
export async function addressesFault(
  database: Database,
  elsewhere: (name: string) => Database,
  used: string,
  options: CallOptions,
): Promise<string | null> {
  try {
    const rows = await database.query("select brevet.guarded()::text as name", [], options);
    const names = rows.map(({ name }) => String(name));
    if (!names.includes(used)) return `addresses.sql was not run in its database ${used}`;
    for (const name of names) {
      const fault = await faultIn(elsewhere(name), options);
      if (fault !== null) return `its database ${name} asks no login where it comes from: ${fault}`;
    }
    return null;
  } catch (error) {
    if (error instanceof Refusal) return `logins cannot be held to addresses: ${error.message}`;
    throw error;
  }
}

async function faultIn(database: Database, options: CallOptions): Promise<string | null> {
  try {
    const [row] = await database.query("select brevet.addresses_fault() as fault", [], options);
    return (row?.["fault"] ?? null) as string | null;
  } finally {
    await database.close();
  }
}
