import pg from "pg";
import { unseal } from "../../../src/targets/sealed-secret.ts";
import type { Place } from "./place.ts";

/** What a holder types to get in: the address that was sealed for them. */
export async function addressOf({ database, people }: Place, grant: string): Promise<string> {
  const [row] = await database.sql(`select sealed from brevet.logins where grant_id = '${grant}'`);
  const address = await unseal(String(row?.["sealed"]), people.identity);
  if (address === null) throw new Error(`nothing is sealed for ${grant}`);
  return address.trim();
}

/** A session that stays; it is nobody's fault when it is cut. */
export async function connected(address: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Whether somebody gets in just now. */
export async function letsIn(address: string): Promise<boolean> {
  try {
    await (await connected(address)).end();
    return true;
  } catch {
    return false;
  }
}
