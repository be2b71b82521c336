import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { instant } from "../../../src/core/time/instant.ts";
import { openGit } from "../../../src/git/open-git.ts";
import { collect } from "../../fakes/collect.ts";
import { Repository } from "../../fakes/repository.ts";

const options = { signal: new AbortController().signal };

it("keeps a clone that is published from all day in a few packs, all readable", async () => {
  using repository = Repository.create();
  const git = await openGit({ folder: repository.folder, remote: null, ...options });
  const author = { name: "Brevet", email: "brevet@acme.example", at: instant(0) };
  let head: string | null = null;
  for (let run = 0; run < 55; run++) {
    const files = new Map([[`events/${run}.json`, Buffer.from(`${run}`)]]);
    const [next] = await git.importCommits(head, [{ files, message: `${run}\n`, author }], options);
    expect(await git.publish("ledger/1", head, next!, options)).toBe("published");
    head = next!;
  }
  const packs = readdirSync(join(repository.folder, ".git/objects/pack")).filter((name) => name.endsWith(".pack"));
  expect(packs.length).toBeLessThan(10);
  expect(await collect(git.history(head!, options))).toHaveLength(55);
  expect(repository.git("count-objects")).toMatch(/^0 objects/);
  await git.close();
});
