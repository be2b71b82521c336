import { expect, it } from "vitest";
import type { EvidenceConfig } from "../../../../src/core/config/config.ts";
import { brevetError } from "../../../../src/core/problem/brevet-error.ts";
import { epochSeconds, instant } from "../../../../src/core/time/instant.ts";
import { gatherEvidence } from "../../../../src/engine/judge/gather-evidence.ts";
import type { Rules } from "../../../../src/engine/rules/read-rules.ts";
import type { Finding } from "../../../../src/ports/evidence.ts";
import { person } from "../../../fakes/catalog.ts";

const at = instant(Date.UTC(2026, 10, 27, 10));
const options = { signal: new AbortController().signal };
const people = {
  alice: person("alice", { email: "Alice@acme.example" }),
  bob: person("bob", { email: "bob@acme.example" }),
  carol: person("carol"),
};

type Told = Partial<Finding> | "down" | "broken";

function rulesOf(ids: readonly string[]): Rules {
  const evidence = ids.map((id) => ({ id, kind: id.startsWith("t") ? "tickets" : "pagerduty" }));
  return { config: { evidence }, catalog: { people } } as unknown as Rules;
}

function gather(
  told: Readonly<Record<string, Told>>,
  ticket: string | null = "INC-1",
): ReturnType<typeof gatherEvidence> {
  const look = (id: string): Promise<Finding> => {
    const said = told[id];
    if (said === "broken") return Promise.reject(new TypeError("a slip"));
    if (said === undefined || said === "down")
      return Promise.reject(brevetError("EVIDENCE_UNKNOWN", { source: id, said: "it answered 500" }));
    return Promise.resolve({ onCall: null, ticket: null, ...said });
  };
  const open = ({ id }: EvidenceConfig): Promise<{ look: () => Promise<Finding> }> =>
    Promise.resolve({ look: () => look(id) });
  return gatherEvidence({ evidence: { open } }, rulesOf(Object.keys(told)), { at, ticket }, options);
}

const rows: readonly {
  readonly name: string;
  readonly told: Readonly<Record<string, Told>>;
  readonly on_call?: object;
  readonly ticket?: object;
}[] = [
  { name: "nothing where nobody is asked", told: {} },
  {
    name: "people by their addresses, strangers left out",
    told: { duty: { onCall: ["alice@acme.example", "eve@x.example"] } },
    on_call: { known: true, people: ["alice"] },
  },
  {
    name: "everybody of two rotas",
    told: { day: { onCall: ["bob@acme.example"] }, night: { onCall: ["alice@acme.example"] } },
    on_call: { known: true, people: ["alice", "bob"] },
  },
  {
    name: "nobody where one of two is down",
    told: { day: { onCall: ["bob@acme.example"] }, night: "down" },
    on_call: { known: false, people: [] },
  },
  { name: "an open ticket", told: { t: { ticket: "open" } }, ticket: { known: true, state: "open" } },
  {
    name: "a ticket that one of two knows",
    told: { t1: { ticket: "missing" }, t2: { ticket: "closed" } },
    ticket: { known: true, state: "closed" },
  },
  {
    name: "no ticket that one of two could still know",
    told: { t1: { ticket: "missing" }, t2: "down" },
    ticket: { known: false, state: null },
  },
  { name: "that nobody knows it", told: { t: { ticket: "missing" } }, ticket: { known: true, state: "missing" } },
];

it.each(rows)("tells $name", async ({ told, on_call = null, ticket = null }) => {
  expect(await gather(told)).toMatchObject({ on_call, ticket });
});

it("says who was asked, when, and who did not answer", async () => {
  expect((await gather({ duty: { onCall: [] }, t: "down" })).sources).toEqual([
    { name: "duty", at: epochSeconds(at), state: "known" },
    { name: "t", at: epochSeconds(at), state: "unknown" },
  ]);
});

it("tells of no ticket where none is named", async () => {
  expect(await gather({ t: { ticket: null } }, null)).toMatchObject({ ticket: null });
});

it("hides no slip of its own", async () => {
  await expect(gather({ duty: "broken" })).rejects.toThrow("a slip");
});

it("knows nothing where no source can be opened", async () => {
  expect(await gatherEvidence({}, rulesOf(["duty"]), { at, ticket: null }, options)).toMatchObject({
    on_call: { known: false, people: [] },
  });
});
