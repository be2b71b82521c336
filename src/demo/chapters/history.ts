import { dirname } from "node:path";
import type { Scene } from "../scene.ts";

/** What is left of it all: who has what, and a history that nobody can rewrite unseen. */
export async function history({ stage, people, engine, repository }: Scene): Promise<void> {
  const { dana, mallory } = people;
  stage.chapter("The history is the proof");
  await stage.play(engine, "brevet status");
  stage.say("Anybody with a clone can check the whole history, offline.");
  await stage.play(dana, "brevet audit verify");
  stage.say("On a copy, Mallory makes it look as if Eve had agreed, not Bob.");
  const outside = { ...mallory, folder: dirname(repository) };
  await stage.play(
    outside,
    "cp -R acme-access copy && git -C copy fast-export --reference-excluded-parents ledger/1~5..ledger/1 | sed s/bob/eve/g | git -C copy fast-import --quiet --force",
  );
  await stage.play(outside, "brevet audit verify --repo copy", { ends: 1, says: "broken at event" });
  stage.say("The true one is a story that git tells:");
  await stage.play(dana, "git log --reverse --format='%h %s' ledger/1");
}
