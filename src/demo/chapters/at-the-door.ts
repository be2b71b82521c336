import { join } from "node:path";
import type { Actor } from "../actor.ts";
import type { Scene } from "../scene.ts";

/** What a visitor types, with a certificate or without. */
export function visit(path: string, certificate?: string): string {
  const flags = path.endsWith("/live") ? "-sSN" : "-sS";
  const mine = certificate === undefined ? "" : ` --cert ${certificate} --key $KEY`;
  return `curl ${flags} --cacert ../door.pem${mine} $DOOR${path}`;
}

/** The request that a command printed, as `$ID` of everybody who names it later. */
export function nameRequest({ stage }: Scene, output: string, actors: readonly Actor[]): void {
  const [id] = /[a-z0-9-]+\/[a-z0-9-]+\/\d{4}-\d\d-\d\d-[a-z0-9-]+/.exec(output) ?? [];
  if (id === undefined) throw new Error(`there is no request in: ${output}`);
  for (const actor of actors) actor.env["ID"] = id;
  if (actors[0] !== undefined) stage.set(actors[0], "ID", id);
}

/** Takes the certificate of `$ID` as its holder does; answers its file. */
export async function takeCertificate({ stage }: Scene, actor: Actor, name: string): Promise<string> {
  const { output } = await stage.play(actor, `brevet credentials $ID -o ~/${name}`);
  const [, key = ""] = /--key (\S+)/.exec(output) ?? [];
  stage.set(actor, "KEY", key.replace(actor.home, "~"));
  return join(actor.home, name);
}
