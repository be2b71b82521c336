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
  for (let run = 0; run < 50; run++) {
    const files = new Map([[`events/${run}.json`, Buffer.from(`${run}`)]]);
    const made = await git.importCommits(head, [{ files, message: `${run}\n`, author }], options);
    head = made[0]!;
  }
  expect(packsOf(repository)).toHaveLength(50);
  expect(await git.publish("ledger/1", null, head!, options)).toBe("published");
  expect(packsOf(repository).length).toBeLessThan(10);
  expect((await collect(git.history(head!, "", options))).flat()).toHaveLength(50);
  expect(repository.git("count-objects")).toMatch(/^0 objects/);
  await git.close();
}, 60_000);

function packsOf(repository: Repository): readonly string[] {
  const names = readdirSync(join(repository.folder, ".git/objects/pack"));
  return names.filter((name) => name.endsWith(".pack"));
}
