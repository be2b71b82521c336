import { afterAll, beforeAll, expect, it } from "vitest";
import { small } from "../battery/counts.ts";
import { openPlace, type Place } from "../battery/place/place.ts";
import { rows } from "../battery/rows.ts";
import { describeWith, embeddedPostgres, git, sshKeygen } from "../needs.ts";
import { tryRow } from "../battery/try-row.ts";

/** The shortest that say most; `npm run faults` tries all, and judges by the limits of time too. */
const everywhere = ["dead-engine", "random"];

describeWith([git, sshKeygen, embeddedPostgres], "the battery, on a small scale:", () => {
  let place: Place | null = null;
  beforeAll(async () => {
    place = await openPlace(small.crowd, false);
  });
  afterAll(() => place?.[Symbol.asyncDispose]());

  it.each(everywhere.map((name) => ({ name, row: rows.get(name) })))("$row.name", async ({ row }) => {
    if (row === undefined || place === null) throw new Error("there is nothing to try");
    const { came } = await tryRow(row, place, small);
    expect(came).toMatchObject({ broken: [] });
  });
});
