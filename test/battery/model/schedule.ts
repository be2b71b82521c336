import fc from "fast-check";
import { Plot } from "./plot.ts";
import { brokenPromises, lookBack } from "./promises.ts";
import { steps, type Step } from "./steps.ts";

/** So many things happen at most before everything works again. */
const most = 30;

/** What is owed was not kept, after those steps. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** A random schedule as fast-check shrinks it: the fewest steps that break a promise are shown. */
export const schedules: fc.Arbitrary<readonly Step[]> = fc.array(steps, { maxLength: most, size: "max" });

/** Lets that happen, and then everything work again; throws where a promise is broken, right after the step that broke it. */
export async function play(schedule: readonly Step[]): Promise<void> {
  const plot = await Plot.begin();
  const past: string[] = [];
  const take = async ({ says, take: act }: Step): Promise<void> => {
    past.push(says);
    const before = lookBack(plot);
    const ran = await act(plot);
    const broken = await brokenPromises(plot, before, ran);
    if (broken.length > 0)
      throw new Broken(
        `${broken.join("\n")}\nafter:\n${past.join("\n")}\nthe ledger says:\n${plot.town.story.join("\n")}`,
      );
  };
  for (const step of schedule) await take(step);
  const runs: Step = { says: "an engine runs", take: async (p) => ({ isWhole: await p.run(null) }) };
  const wait = (minutes: number): Step => ({
    says: `${minutes} minutes pass`,
    take: (p) => {
      p.town.pass(minutes);
      return Promise.resolve(null);
    },
  });
  const heal: Step = {
    says: "everything works again",
    take: (p) => {
      p.heal();
      return Promise.resolve(null);
    },
  };
  for (const step of [heal, runs, wait(2), runs, wait(11 * 60), runs, wait(2), runs]) await take(step);
  const left = unfinished(plot);
  if (left.length > 0)
    throw new Broken(`${left.join("\n")}\nafter:\n${past.join("\n")}\nthe ledger says:\n${plot.town.story.join("\n")}`);
}

/** What is not as it is owed to be once everything works again and every lease is over. */
function unfinished(plot: Plot): string[] {
  const { town, asked, foreign } = plot;
  const heard = new Set(
    town.history.sealed.flatMap(({ event: { type, grant } }) =>
      type === "admitted" || type === "refused" ? [grant] : [],
    ),
  );
  return [
    ...Object.values(town.view.state.grants).flatMap(({ id, state }) =>
      state === "ended" ? [] : [`3: ${id} is ${state} at the end of all`],
    ),
    ...(["db", "door"] as const).flatMap((target) =>
      [...town.target(target).held.values()].flatMap((holding) =>
        foreign.some((one) => one.holding === holding) || plot.isBeyondTelling(target, holding.ref)
          ? []
          : [`3: ${holding.ref} is there at the end of all`],
      ),
    ),
    ...asked.flatMap(({ id, merged }) => (merged && !heard.has(id) ? [`5: nobody ever heard of ${id}`] : [])),
  ];
}
