import { expect, it } from "vitest";
import { paced } from "../../../../src/forge/github/pace.ts";

it("lets twenty changes through at once, then one a second, in order, and rests in between", async () => {
  let now = 0;
  const waits: number[] = [];
  const turn = paced(
    () => now,
    (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  );
  for (let count = 0; count < 20; count++) await turn();
  expect(waits).toEqual([]);
  await turn();
  now += 400;
  await turn();
  expect(waits).toEqual([1000, 600]);
  now += 5000;
  for (let count = 0; count < 5; count++) await turn();
  expect(waits).toHaveLength(2);
});
