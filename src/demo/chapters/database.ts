import { setTimeout } from "node:timers/promises";
import { ask } from "../database/prepare.ts";
import type { DatabaseServer } from "../database/server.ts";
import type { Scene } from "../scene.ts";
import type { Background } from "../stage.ts";
import { nameRequest } from "./at-the-door.ts";

const query = `psql -At "$(cat ~/orders.url)" -c`;

/** A login of a real database: used, refused by the server at its end though the engine was killed, and cleared away. */
export async function database(scene: Scene, server: DatabaseServer, leaseSeconds: number): Promise<void> {
  const { stage, people, engine } = scene;
  const { alice, bob, dana } = people;
  stage.chapter("A database: the server itself refuses at the end, and a killed engine misses nothing");
  stage.say(
    "An engine that stays up needs nobody to run it. It stands where the database is; nothing has to reach in.",
  );
  const resident = stage.playBehind(engine, "brevet apply --watch");
  const asked = await stage.play(
    alice,
    `brevet request payments/orders:reader --for ${leaseSeconds}s --reason "See what became of order 4711"`,
    { only: /committed|private key|pending|able to use|OWNER/ },
  );
  nameRequest(scene, asked.output, [alice, bob]);
  await stage.play(bob, "brevet approve $ID --yes", { from: /signed by/, only: /signed by/ });
  await stage.play(bob, "git merge -q --no-ff --no-edit request/$ID");
  await says(resident, "given:");
  stage.print(linesOf(resident, /admitted:|given:/));

  stage.say("A login of her own, a member of one role. Its password was sealed to her key: nobody else ever had it.");
  await stage.play(alice, "brevet credentials $ID -o ~/orders.url", { only: /lets|psql/ });
  await stage.play(alice, `${query} "select customer from orders where number = 4711"`, { says: "Grace" });
  await stage.play(alice, `${query} "delete from orders"`, { ends: 1, says: "permission denied" });
  stage.say("She leaves a session open. And the engine is killed, as hard as can be.");
  const session = stage.playBehind(alice, `${query} "select pg_sleep(600)"`);
  const sessions = "select count(*)::int as open from pg_stat_activity where usename ~ '^brevet_alice'";
  while ((await ask(server, sessions))[0]?.["open"] !== 1) await setTimeout(20);
  stage.kill(resident);

  const ends =
    "select max(extract(epoch from rolvaliduntil))::float8 as at from pg_roles where rolname ~ '^brevet_alice'";
  const end = Number((await ask(server, ends))[0]?.["at"]) * 1000;
  stage.say(`The lease ends at ${new Date(end).toISOString().slice(11, 19)} UTC, with no engine: wait for it …`);
  await setTimeout(Math.max(0, end - Date.now()) + 50);
  await stage.play(alice, `${query} "select 1"`, { ends: 2, says: "password authentication failed" });
  stage.say("PostgreSQL refused. But like every database it asks for a password once: her session is still open.");
  await stage.play(
    dana,
    `psql -At $DATABASE -c "select count(*) from pg_stat_activity where usename ~ '^brevet_alice'"`,
    {
      says: "1",
    },
  );
  stage.say("The next engine ends what it finds due before it looks at anything else.");
  const next = stage.playBehind(engine, "brevet apply --watch");
  await says(next, "ended:");
  await session.over;
  stage.print(linesOf(next, /ended:/));
  await stage.play(dana, `psql -At $DATABASE -c "select count(*) from pg_roles where rolname ~ '^brevet_alice'"`, {
    says: "0",
  });
  await says(next, "admits and starts");
  stage.say("Asked to stop, it says so: from now on an apply by hand may start something again.");
  await stage.stop(next);
}

/** Waits until a command in the background has said something. */
async function says({ output, over }: Background, text: string): Promise<void> {
  const ended = over.then((): never => {
    throw new Error(`it ended without saying "${text}": ${output()}`);
  });
  ended.catch(() => undefined);
  while (!output().includes(text)) await Promise.race([ended, setTimeout(20)]);
}

function linesOf({ output }: Background, pattern: RegExp): string {
  const lines = output()
    .split("\n")
    .filter((line) => pattern.test(line));
  return lines.join("\n");
}
