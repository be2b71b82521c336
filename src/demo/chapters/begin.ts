import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { companyFiles } from "../company.ts";
import type { Keys } from "../company.ts";
import { makeTarget, setupFile } from "../database/prepare.ts";
import type { DatabaseServer } from "../database/server.ts";
import type { Scene } from "../scene.ts";

/**
 * An access repository, and a company in it: rules that count because their owner accepted them. Answers how long the
 * engine's run took, in milliseconds.
 */
export async function begin(
  { stage, people, engine, repository }: Omit<Scene, "door">,
  opening: Promise<DatabaseServer | string>,
): Promise<number> {
  const { dana } = people;
  stage.chapter("A company and its access repository");
  stage.say(
    "Everything here happens in one folder, in one clone; elsewhere each has a clone, and the engine a machine.",
  );
  stage.say("Dana begins. It works at once: rules, a first person, an engine, a CA for the door, a history.");
  await stage.play({ ...dana, folder: dirname(repository) }, "brevet init acme-access", {
    only: /access repository|You are|engine signs|files written/,
  });

  const server = await opening;
  const hasDatabase = typeof server !== "string";
  if (hasDatabase) {
    stage.say(
      "There is a PostgreSQL, too. She lets Brevet's functions in, all that the engine can call, and offers a role.",
    );
    dana.env["DATABASE"] = server.superuser;
    dana.env["SETUP"] = setupFile;
    dana.env["PGOPTIONS"] = "-c client_min_messages=warning";
    await stage.play(dana, "psql -q $DATABASE -f $SETUP");
    await stage.play(dana, `psql -qAt $DATABASE -c "select brevet.offer('orders_reader')"`);
    await makeTarget(server, repository);
  } else stage.say(`(There is no database in this story: ${server}.)`);

  stage.say("She writes down who works here, what is protected, and who answers for it. This is all of it:");
  const year = new Date().getUTCFullYear() + 1;
  const files = companyFiles(await readKeys(people), `${year}-06-30`, hasDatabase);
  for (const [path, text] of files) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
  }
  await rm(join(repository, "policies/catalog/resources/playground.yaml"));
  await stage.play(dana, "brevet codeowners");
  await stage.play(
    dana,
    "cat policies/catalog/teams.yaml policies/catalog/vendors.yaml policies/catalog/resources/*.yaml",
  );

  stage.say("Rules are changed like everything else: on a branch, accepted by whoever owns the rules in force.");
  await stage.play(dana, 'git switch -q -c company && git add -A && git commit -q -m "Describe the company"');
  await stage.play(dana, "brevet approve --rules --yes", { from: /^rules, signed by/ });
  await stage.play(dana, "git switch -q main && git merge -q --no-ff --no-edit company");
  const before = performance.now();
  await stage.play(engine, "brevet apply", { says: "accepted" });
  return performance.now() - before;
}

async function readKeys(people: Scene["people"]): Promise<Keys> {
  const read = async (name: keyof Keys): Promise<string> => {
    const text = await readFile(join(people[name].home, ".ssh/id_ed25519.pub"), "utf8");
    return text.split(" ").slice(0, 2).join(" ").trim();
  };
  return {
    alice: await read("alice"),
    bob: await read("bob"),
    carol: await read("carol"),
    dana: await read("dana"),
    vera: await read("vera"),
  };
}
