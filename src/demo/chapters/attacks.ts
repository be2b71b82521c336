import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Scene } from "../scene.ts";

/** What somebody tries who may push to the repository, and to whom nobody gave anything. */
export async function attacks({ stage, people, engine, repository }: Scene): Promise<void> {
  const { mallory, dana } = people;
  stage.chapter("Mallory may push to main. It gives him nothing");
  stage.say("He copies Alice's request for himself to use, and pushes it: no branch, no review, no signature.");
  await stage.play(mallory, "cp requests/$ID.yaml requests/$ID-too.yaml");
  await stage.play(mallory, 'git add requests && git commit -q -m "Routine maintenance"');
  await stage.play(engine, "brevet apply", { says: "DIRECT_PUSH" });

  stage.say("Then he plants his key among Bob's, so that he could agree in Bob's name.");
  const key = (await readFile(join(mallory.home, ".ssh/id_ed25519.pub"), "utf8")).split(" ").slice(0, 2).join(" ");
  const catalog = join(repository, "policies/catalog/people.yaml");
  const text = await readFile(catalog, "utf8");
  await writeFile(catalog, text.replace(/^bob: .*\[/m, `$&{ key: "${key.trim()}" }, `));
  await stage.play(mallory, 'git commit -q -a -m "Tidy up" && git show --stat --format=%s');
  await stage.play(engine, "brevet apply", { says: "RULES_UNSIGNED" });
  await stage.play(mallory, "brevet approve $ID --yes", { ends: 1, says: "SIGNER_UNKNOWN" });
  stage.say("In force are the rules that were accepted, not what stands on main. Dana puts main right.");
  await stage.play(dana, "git revert --no-edit HEAD~2..", { only: /^\[/ });
}
