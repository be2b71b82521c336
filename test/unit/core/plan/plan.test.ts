import { describe, expect, it } from "vitest";
import { after } from "../../../../src/core/time/instant.ts";
import type { Grant } from "../../../../src/core/grant/grant.ts";
import type { Holding, Observations } from "../../../../src/core/plan/holding.ts";
import type { Planning } from "../../../../src/core/plan/plan.ts";
import {
  active,
  configOf,
  ended,
  foreign,
  given,
  grant,
  holding,
  id,
  look,
  minutes,
  noon,
  planAt,
  reader,
  seconds,
  tell,
  unreachable,
  writer,
} from "./world.ts";

interface Row {
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly shows: readonly Holding[] | Observations;
  readonly more?: Partial<Planning>;
  readonly expected: readonly string[];
}

function expectPlan({ grants, shows, more, expected }: Row): void {
  expect(tell(planAt(grants, shows, more))).toEqual(expected);
}

const later = { from: minutes(60), until: minutes(120) };
const overlapping = { from: minutes(-30), until: minutes(120) };
const over = { from: minutes(-120), until: noon };
const after10 = seconds(601);
const on = (principal: string): Pick<Grant, "effect"> => ({ effect: { ...grant("x").effect, principal } });
const elsewhere = on("bob_w");
const heldTo = (...values: string[]): Pick<Grant, "obligations"> => ({
  obligations: [{ kind: "end_sessions" }, { kind: "source_addresses", values }],
});

describe("plan: starts", () => {
  it.each<Row>([
    { name: "plans nothing for nothing", grants: [], shows: [], expected: [] },
    {
      name: "starts what is admitted and absent",
      grants: [grant("a")],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "starts at the beginning of the lease",
      grants: [grant("a", { lease: { from: noon, until: minutes(60) } })],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "starts nothing before the lease begins",
      grants: [grant("a", { lease: { from: seconds(1), until: minutes(60) } })],
      shows: [],
      expected: [],
    },
    {
      name: "tries a start again that had no answer",
      grants: [grant("a", { state: "starting", begun: true })],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "tries a start again that failed",
      grants: [grant("a", { state: "start_failed", begun: true, failure: { code: "TARGET_FAILED", at: noon } })],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "does nothing when the target agrees",
      grants: [active("a")],
      shows: [holding("a")],
      expected: [],
    },
    {
      name: "S33 does not start beside what somebody else gave",
      grants: [grant("a")],
      shows: [foreign()],
      expected: ["drift foreign - alice_w [by hand]", "held start a ALREADY_HELD"],
    },
    {
      name: "S63 does not start beside what bears a marker of ours that no event explains",
      grants: [grant("a")],
      shows: [holding("old")],
      expected: ["drift foreign old alice_w [old]", "held start a ALREADY_HELD"],
    },
    {
      name: "S63 does not take a marker of its own for its own before its start was recorded",
      grants: [grant("a")],
      shows: [holding("a")],
      expected: ["drift foreign a alice_w [a]", "held start a ALREADY_HELD"],
    },
    {
      name: "compares accounts as the target does",
      grants: [grant("a")],
      shows: [foreign({ principal: "ALICE_W" })],
      expected: ["drift foreign - ALICE_W [by hand]", "held start a ALREADY_HELD"],
    },
    {
      name: "starts beside other rights of the same account",
      grants: [grant("a")],
      shows: [foreign({ rights: writer })],
      expected: ["start a (a) admitted until 13:00:00", "drift foreign - alice_w [by hand]"],
    },
    {
      name: "starts beside the same rights of another account",
      grants: [grant("a")],
      shows: [foreign({ principal: "bob_w" })],
      expected: ["start a (a) admitted until 13:00:00", "drift foreign - bob_w [by hand]"],
    },
    {
      name: "starts nothing on a target that is only observed",
      grants: [grant("a")],
      shows: [],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["held start a TARGET_OBSERVED"],
    },
    {
      name: "starts nothing for a privileged account, however it is written",
      grants: [grant("a", { effect: { ...grant("a").effect, principal: "postgres" } })],
      shows: [],
      expected: ["held start a ACCOUNT_PRIVILEGED"],
    },
    {
      name: "starts nothing on a target that did not answer",
      grants: [grant("a")],
      shows: unreachable,
      expected: ["held start a TARGET_UNREACHABLE"],
    },
    {
      name: "says so from the very beginning of the lease",
      grants: [grant("a", { lease: { from: noon, until: minutes(60) } })],
      shows: unreachable,
      expected: ["held start a TARGET_UNREACHABLE"],
    },
    {
      name: "says nothing of what has ended there",
      grants: [ended("a")],
      shows: unreachable,
      expected: [],
    },
    {
      name: "starts nothing on a target that was not looked at",
      grants: [grant("a")],
      shows: new Map(),
      expected: ["held start a TARGET_UNSEEN"],
    },
    {
      name: "starts nothing on a target that is not configured",
      grants: [grant("a")],
      shows: [],
      more: { config: { ...configOf(), targets: {} } },
      expected: ["held start a TARGET_UNSEEN"],
    },
    {
      name: "S75 starts nothing on a target that shows another identity",
      grants: [grant("a")],
      shows: new Map([["db", look([], { identity: "9999" })]]),
      expected: ["held start a TARGET_MISMATCH"],
    },
    {
      name: "S75 starts nothing that was admitted for another identity than the pinned one",
      grants: [grant("a", { effect: { ...grant("a").effect, identity: "9999" } })],
      shows: [],
      expected: ["held start a TARGET_MISMATCH"],
    },
    {
      name: "S85 starts on a target whose clock is a minute off",
      grants: [grant("a")],
      shows: new Map([["db", look([], { clock: seconds(-60) })]]),
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "S85 waits for a target whose clock is more than a minute behind",
      grants: [grant("a")],
      shows: new Map([["db", look([], { clock: seconds(-61) })]]),
      expected: ["held start a TARGET_CLOCK"],
    },
    {
      name: "S85 waits for a target whose clock is more than a minute ahead",
      grants: [grant("a")],
      shows: new Map([["db", look([], { clock: seconds(61) })]]),
      expected: ["held start a TARGET_CLOCK"],
    },
    {
      name: "waits for a target that somebody else found suspect",
      grants: [grant("a")],
      shows: [],
      more: { suspects: new Set(["db"]) },
      expected: ["held start a TARGET_SUSPECT", "suspect db"],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });
});

describe("plan: what is seen held", () => {
  it.each<Row>([
    {
      name: "S63 takes what it finds after a crash for what it started",
      grants: [grant("a", { state: "starting", begun: true })],
      shows: [holding("a")],
      expected: ["seen a [a] until 13:00:00"],
    },
    {
      name: "finds it by its effect where it bears no marker",
      grants: [grant("a", { state: "starting", begun: true })],
      shows: [holding("r", { grant: null })],
      expected: ["seen a [r] until 13:00:00"],
    },
    {
      name: "takes the end of the assignment where the target shows none",
      grants: [grant("a", { state: "starting", begun: true, effect: { ...grant("a").effect, kind: "swept" } })],
      shows: [holding("a", { until: null })],
      more: { config: configOf({ kind: "swept" }) },
      expected: ["seen a [a] until 13:00:00"],
    },
    {
      name: "takes a start that failed and landed all the same for held",
      grants: [grant("a", { state: "start_failed", begun: true })],
      shows: [holding("a")],
      expected: ["seen a [a] until 13:00:00"],
    },
    {
      name: "ends and starts anew what was given with a secret that nobody recorded",
      grants: [grant("a", { state: "starting", begun: true, publicKey: "age1x" })],
      shows: [holding("a")],
      expected: ["end - [a] unexplained", "start a (a) secret_lost until 13:00:00"],
    },
    {
      name: "ends it also where it may not be started",
      grants: [grant("a", { state: "starting", begun: true, publicKey: "age1x" })],
      shows: [holding("a")],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["end - [a] unexplained", "held start a TARGET_OBSERVED"],
    },
    {
      name: "keeps what was given with a secret that was recorded",
      grants: [active("a", { publicKey: "age1x" })],
      shows: [holding("a")],
      expected: [],
    },
    {
      name: "starts anew what is being given again, because the old secret opens it no more",
      grants: [active("a", { publicKey: "age1x", state: "starting" })],
      shows: [holding("a")],
      expected: ["end - [a] unexplained", "start a (a) secret_lost until 13:00:00"],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });
});

describe("plan: ends", () => {
  it.each<Row>([
    {
      name: "ends at the end of the lease",
      grants: [active("a", { lease: over })],
      shows: [holding("a", { until: noon })],
      expected: ["end a [a] expired"],
    },
    {
      name: "ends nothing before the end of the lease",
      grants: [active("a", { lease: { from: minutes(-60), until: seconds(1) } })],
      shows: [holding("a", { until: seconds(1) })],
      expected: [],
    },
    {
      name: "S32 goes on ending what could not be ended",
      grants: [active("a", { lease: over, state: "end_failed" })],
      shows: [holding("a", { until: noon })],
      expected: ["end a [a] expired"],
    },
    {
      name: "ends at once what was revoked",
      grants: [active("a", { ending: "revoked" })],
      shows: [holding("a")],
      expected: ["end a [a] revoked"],
    },
    {
      name: "S62 ends at once what a leaver has",
      grants: [active("a", { ending: "left" })],
      shows: [holding("a")],
      expected: ["end a [a] left"],
    },
    {
      name: "takes away what is recorded though the target does not show it",
      grants: [active("a", { lease: over })],
      shows: [],
      expected: ["end a [a] expired"],
    },
    {
      name: "takes away everything that bears the grant",
      grants: [active("a", { lease: over })],
      shows: [holding("a", { until: noon }), holding("twin", { grant: id("a"), until: noon })],
      expected: ["end a [a] expired", "end a [twin] expired"],
    },
    {
      name: "records without touching the target what never began",
      grants: [grant("a", { lease: over })],
      shows: [],
      expected: ["end a [] lapsed never_started"],
    },
    {
      name: "records why what never began was ended early",
      grants: [grant("a", { ending: "revoked" })],
      shows: [],
      expected: ["end a [] revoked never_started"],
    },
    {
      name: "records what began without an answer once a look does not show it",
      grants: [grant("a", { lease: over, state: "starting", begun: true })],
      shows: [],
      expected: ["end a [] lapsed seen_gone"],
    },
    {
      name: "S69 ends what began without an answer and is there after all",
      grants: [grant("a", { lease: over, state: "start_failed", begun: true })],
      shows: [holding("a", { until: noon })],
      expected: ["end a [a] expired"],
    },
    {
      name: "S76 ends what bears no marker any more by its name",
      grants: [active("a", { lease: over })],
      shows: [holding("a", { until: noon, grant: null })],
      expected: ["end a [a] expired"],
    },
    {
      name: "S76 ends what bears neither name nor marker by its effect",
      grants: [active("a", { lease: over })],
      shows: [holding("b", { until: noon, grant: null })],
      expected: ["end a [b] expired"],
    },
    {
      name: "S33 does not end what somebody else gave beside it",
      grants: [active("a", { lease: over })],
      shows: [holding("a", { until: noon }), foreign()],
      expected: ["end a [a] expired", "drift foreign - alice_w [by hand]"],
    },
    {
      name: "S33 does not end what somebody else had where it never started",
      grants: [grant("a", { lease: over, state: "start_failed", failure: { code: "ALREADY_HELD", at: noon } })],
      shows: [foreign()],
      expected: ["end a [] lapsed never_started", "drift foreign - alice_w [by hand]"],
    },
    {
      name: "S32 waits for a target that does not answer, and says so",
      grants: [active("a", { lease: over })],
      shows: unreachable,
      expected: ["held end a TARGET_UNREACHABLE"],
    },
    {
      name: "records what never began though its target does not answer",
      grants: [grant("a", { lease: over }), grant("b", { ending: "revoked" })],
      shows: unreachable,
      expected: ["end a [] lapsed never_started", "end b [] revoked never_started"],
    },
    {
      name: "leaves alone what is due on something else that answers there",
      grants: [active("a", { lease: over })],
      shows: new Map([["db", look([holding("a")], { identity: "9999" })]]),
      expected: ["held end a TARGET_MISMATCH"],
    },
    {
      name: "ends on a target that is only observed",
      grants: [active("a", { lease: over })],
      shows: [holding("a", { until: noon })],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["end a [a] expired"],
    },
    {
      name: "S85 ends by a target's clock where that is fast",
      grants: [active("a", { lease: { from: minutes(-60), until: minutes(5) } })],
      shows: new Map([["db", look([holding("a", { until: minutes(5) })], { clock: minutes(6) })]]),
      expected: ["end a [a] expired"],
    },
    {
      name: "S85 ends at most ten minutes early by a target's clock",
      grants: [
        active("a", { lease: { from: minutes(-60), until: minutes(10) } }),
        active("b", { lease: { from: minutes(-60), until: after10 }, ...elsewhere }),
      ],
      shows: new Map([
        [
          "db",
          look([holding("a", { until: minutes(10) }), holding("b", { until: after10, principal: "bob_w" })], {
            clock: minutes(60 * 24 * 365),
          }),
        ],
      ]),
      expected: ["end a [a] expired"],
    },
    {
      name: "S85 ends on time though a target's clock is slow",
      grants: [active("a", { lease: over })],
      shows: new Map([["db", look([holding("a", { until: noon })], { clock: minutes(-600) })]]),
      expected: ["end a [a] expired"],
    },
    {
      name: "ignores a target's clock that is a minute ahead",
      grants: [active("a", { lease: { from: minutes(-60), until: seconds(60) } })],
      shows: new Map([["db", look([holding("a", { until: seconds(60) })], { clock: seconds(60) })]]),
      expected: [],
    },
    {
      name: "plans nothing for what has ended and is gone",
      grants: [ended("a")],
      shows: [],
      expected: [],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });

  it("puts ends before what becomes less, that before what becomes more, and starts last", () => {
    const { changes } = planAt(
      [
        grant("s", { effect: { ...grant("s").effect, principal: "s" } }),
        active("e", { lease: { from: minutes(-60), until: minutes(90) }, given: given("e"), ...on("e") }),
        active("l", { lease: { from: minutes(-60), until: minutes(30) }, given: given("l"), ...on("l") }),
        active("z", { lease: over, ...on("z") }),
      ],
      [
        holding("z", { principal: "z", until: noon }),
        holding("e", { principal: "e" }),
        holding("l", { principal: "l" }),
      ],
    );
    expect(changes.map(({ action, because }) => `${action} ${because}`)).toEqual([
      "end expired",
      "adjust shortened",
      "adjust extended",
      "start admitted",
    ]);
  });
});

describe("plan: shared assignments", () => {
  it.each<Row>([
    {
      name: "S28 gives two requests for the same access once, to the latest end",
      grants: [grant("a"), grant("b", { lease: overlapping })],
      shows: [],
      expected: ["start a (a+b) admitted until 14:00:00"],
    },
    {
      name: "S28 moves the end when a second grant reaches further, and sees it held",
      grants: [active("a"), grant("b", { lease: overlapping })],
      shows: [holding("a")],
      expected: ["adjust a (a+b) [a] extended until 14:00:00", "seen b [a] until 13:00:00"],
    },
    {
      name: "S28 takes nothing away when the first of two ends",
      grants: [active("a", { lease: over }), active("b", { given: given("a") })],
      shows: [holding("a")],
      expected: ["end a [] superseded still_shared"],
    },
    {
      name: "S28 takes it away once when the last one ends",
      grants: [ended("a"), active("b", { given: given("a", noon), lease: over })],
      shows: [holding("a", { until: noon })],
      expected: ["end b [a] expired"],
    },
    {
      name: "S28 keeps what another grant explains when one is revoked",
      grants: [active("a", { ending: "revoked" }), active("b", { given: given("a") })],
      shows: [holding("a")],
      expected: ["end a [] revoked still_shared"],
    },
    {
      name: "shortens what reached further by a grant that is revoked",
      grants: [active("a"), active("b", { lease: overlapping, given: given("a", minutes(120)), ending: "revoked" })],
      shows: [holding("a", { until: minutes(120) })],
      expected: ["end b [] revoked still_shared", "adjust a (a) [a] shortened until 13:00:00"],
    },
    {
      name: "moves the end at once for a lease that begins where this one ends",
      grants: [active("a"), grant("b", { lease: later, extends: id("a") })],
      shows: [holding("a")],
      expected: ["adjust a (a+b) [a] extended until 14:00:00"],
    },
    {
      name: "supersedes the first at its end, and sees the second held by what it gave",
      grants: [
        active("a", { lease: over, given: given("a") }),
        grant("b", { lease: { from: noon, until: minutes(60) }, extends: id("a") }),
      ],
      shows: [holding("a")],
      expected: ["end a [] superseded still_shared", "seen b [a] until 13:00:00"],
    },
    {
      name: "S28 takes nothing away for a third grant that had a share in it and ended before",
      grants: [
        active("a", { lease: { from: minutes(-120), until: minutes(-1) }, given: given("b") }),
        active("b", { lease: over, given: given("b") }),
        grant("c", { lease: { from: noon, until: minutes(60) } }),
      ],
      shows: [holding("b")],
      expected: ["end a [] superseded still_shared", "end b [] superseded still_shared", "seen c [b] until 13:00:00"],
    },
    {
      name: "S58 takes what is there for the newer of two that began, where neither is named",
      grants: [
        active("a", { obligations: [{ kind: "end_sessions" }] }),
        grant("b", { state: "starting", begun: true }),
      ],
      shows: [holding("r", { grant: null })],
      expected: ["drift missing a alice_w [a]", "seen b [r] until 13:00:00", "gone a since 12:00:00"],
    },
    {
      name: "S58 serves the one admitted first, whatever the order",
      grants: [grant("b"), grant("a", { obligations: [{ kind: "end_sessions" }] })],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00", "held start b TERMS_CONFLICT"],
    },
    {
      name: "S58 serves the second when the first was taken away",
      grants: [active("a", { obligations: [{ kind: "end_sessions" }] }), grant("b")],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: [
        "end a [] removed_at_target seen_gone",
        "start b (b) admitted until 13:00:00",
        "drift missing a alice_w [a]",
      ],
    },
    {
      name: "does not move the end where nothing may be given",
      grants: [active("a"), grant("b", { lease: later })],
      shows: [holding("a")],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["held start b TARGET_OBSERVED"],
    },
    {
      name: "does not take a lease for touching that begins later",
      grants: [active("a"), grant("b", { lease: { from: seconds(3601), until: minutes(120) } })],
      shows: [holding("a")],
      expected: [],
    },
    {
      name: "ends before it starts where leases do not touch",
      grants: [
        active("a", { lease: { from: minutes(-120), until: minutes(-1) } }),
        grant("b", { lease: { from: seconds(-30), until: minutes(60) } }),
      ],
      shows: [holding("a", { until: minutes(-1) })],
      expected: ["end a [a] expired", "start b (b) admitted until 13:00:00"],
    },
    {
      name: "does not end the first early for a second that has not begun",
      grants: [active("a", { ending: "revoked" }), grant("b", { lease: later })],
      shows: [holding("a")],
      expected: ["end a [a] revoked"],
    },
    {
      name: "S58 keeps grants of other obligations apart, and starts the first of them",
      grants: [grant("a", { obligations: [{ kind: "end_sessions" }] }), grant("b")],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00", "held start b TERMS_CONFLICT"],
    },
    {
      name: "S58 does not weaken what is held by a grant of other obligations",
      grants: [active("b", { obligations: [{ kind: "end_sessions" }] }), grant("a", { lease: overlapping })],
      shows: [holding("b")],
      expected: ["held start a TERMS_CONFLICT"],
    },
    {
      name: "S58 ends what has stronger obligations, then gives the weaker ones anew",
      grants: [active("a", { lease: over, obligations: [{ kind: "end_sessions" }] }), grant("b")],
      shows: [holding("a", { until: noon })],
      expected: ["end a [a] expired", "start b (b) admitted until 13:00:00"],
    },
    {
      name: "shares where obligations say the same in another order",
      grants: [
        grant("a", { obligations: [{ kind: "end_sessions" }, { kind: "notify", to: "team:x" }] }),
        grant("b", { obligations: [{ kind: "notify", to: "team:x" }, { kind: "end_sessions" }] }),
      ],
      shows: [],
      expected: ["start a (a+b) admitted until 13:00:00"],
    },
    {
      name: "gives each key its own",
      grants: [active("a", { publicKey: "age1x" }), grant("b", { publicKey: "age1y" })],
      shows: [holding("a")],
      expected: ["start b (b) admitted until 13:00:00"],
    },
    {
      name: "takes for one what two grants have by one name",
      grants: [
        active("a", { lease: over, given: given("a", noon) }),
        active("b", { lease: over, given: given("a", noon) }),
      ],
      shows: [holding("a", { until: noon }), holding("a", { until: noon, grant: id("b") })],
      expected: ["end a [a] expired", "end b [a] expired"],
    },
    {
      name: "keeps what a grant was given before its lease began",
      grants: [grant("b", { begun: true, given: given("a"), publicKey: "age1x" })],
      shows: [holding("a")],
      expected: ["seen b [a] until 13:00:00"],
    },
    {
      name: "ends what a grant has twice and too long",
      grants: [active("a")],
      shows: [
        holding("a"),
        holding("same", { grant: id("a") }),
        holding("longer", { grant: id("a"), until: seconds(3601) }),
        holding("for ever", { grant: id("a"), until: null }),
      ],
      expected: ["end - [for ever] superseded", "end - [longer] superseded"],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });
});

describe("plan: what was changed at the target", () => {
  it.each<Row>([
    {
      name: "puts back an end that was moved away",
      grants: [active("a")],
      shows: [holding("a", { until: minutes(600) })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "puts back an end that was moved nearer",
      grants: [active("a")],
      shows: [holding("a", { until: minutes(1) })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "puts back an end that was removed",
      grants: [active("a")],
      shows: [holding("a", { until: null })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "puts back an end that was removed also where nothing may be given",
      grants: [active("a")],
      shows: [holding("a", { until: null })],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "tells an end that was moved nearer, and does not move it back where nothing may be given",
      grants: [active("a")],
      shows: [holding("a", { until: minutes(1) })],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["drift altered a alice_w [a]", "held start a TARGET_OBSERVED"],
    },
    {
      name: "does not miss an end on a target that has none",
      grants: [active("a", { effect: { ...grant("a").effect, kind: "swept" } })],
      shows: [holding("a", { until: null })],
      more: { config: configOf({ kind: "swept" }) },
      expected: [],
    },
    {
      name: "moves the recorded end on a target that has none",
      grants: [active("a", { given: given("a", minutes(30)) })],
      shows: [holding("a", { until: null })],
      more: { config: configOf({ kind: "swept" }) },
      expected: ["adjust a (a) [a] extended until 13:00:00"],
    },
    {
      name: "puts back rights that were widened",
      grants: [active("a")],
      shows: [holding("a", { rights: writer })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "leaves what is held to the addresses that it should be, however they are written",
      grants: [active("a", heldTo("192.0.2.7", "10.0.0.0/8"))],
      shows: [holding("a", { addresses: ["10.0.0.0/8", "192.0.2.7/32"] })],
      expected: [],
    },
    {
      name: "S57 puts back a bound to addresses that was widened",
      grants: [active("a", heldTo("10.0.0.0/8"))],
      shows: [holding("a", { addresses: ["0.0.0.0/0"] })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "S57 puts back a bound to addresses that was lost, also where nothing may be given and an end moved nearer",
      grants: [active("a", heldTo("10.0.0.0/8"))],
      shows: [holding("a", { addresses: null, until: minutes(1) })],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "S57 puts back a bound to addresses also where it was not recorded that it was given",
      grants: [grant("a", { state: "starting", begun: true, ...heldTo("10.0.0.0/8") })],
      shows: [holding("a", { addresses: null })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]", "seen a [a] until 13:00:00"],
    },
    {
      name: "takes away a bound to addresses that nobody asked for",
      grants: [active("a")],
      shows: [holding("a", { addresses: ["10.0.0.0/8"] })],
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
    {
      name: "does not miss a bound to addresses on a target that tells of none",
      grants: [active("a", heldTo("10.0.0.0/8"))],
      shows: [holding("a")],
      expected: [],
    },
    {
      name: "does not see what is finer than a second",
      grants: [active("a")],
      shows: [holding("a", { until: after(minutes(60), 0.999) })],
      expected: [],
    },
    {
      name: "S76 tells a marker that is gone, and changes nothing",
      grants: [active("a")],
      shows: [holding("a", { grant: null })],
      expected: ["drift altered a alice_w [a]"],
    },
    {
      name: "S76 tells a marker that names another grant of ours",
      grants: [active("a"), active("b", elsewhere)],
      shows: [holding("a", { grant: id("b") }), holding("b", { principal: "bob_w" })],
      expected: ["drift altered a alice_w [a]"],
    },
    {
      name: "S76 tells what bears another name than was recorded",
      grants: [active("a")],
      shows: [holding("renamed", { grant: id("a") })],
      expected: ["drift altered a alice_w [renamed]"],
    },
    {
      name: "shortens also on a target that is only observed",
      grants: [active("a")],
      shows: [holding("a", { until: minutes(600) })],
      more: { config: configOf({ mode: "observe" }) },
      expected: ["adjust a (a) [a] altered until 13:00:00", "drift altered a alice_w [a]"],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });
});

describe("plan: what is gone", () => {
  it.each<Row>([
    {
      name: "tells what is missing, and remembers since when",
      grants: [active("a")],
      shows: [],
      expected: ["drift missing a alice_w [a]", "gone a since 12:00:00"],
    },
    {
      name: "S77 does not record an end by looks less than a minute apart",
      grants: [active("a")],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-59)]]) },
      expected: ["drift missing a alice_w [a]", "gone a since 11:59:01"],
    },
    {
      name: "S69 does not give back what was taken away, and records the end after a minute",
      grants: [active("a")],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: ["end a [] removed_at_target seen_gone", "drift missing a alice_w [a]"],
    },
    {
      name: "gives back where the role says so",
      grants: [active("a", { restore: true })],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: ["start a (a) restored until 13:00:00", "drift missing a alice_w [a]", "gone a since 11:59:00"],
    },
    {
      name: "goes on giving back what it has begun to give back",
      grants: [active("a", { restore: true, state: "starting" })],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: ["start a (a) restored until 13:00:00", "drift missing a alice_w [a]", "gone a since 11:59:00"],
    },
    {
      name: "gives back nothing where nothing may be given, and says so",
      grants: [active("a", { restore: true })],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]), config: configOf({ mode: "observe" }) },
      expected: ["drift missing a alice_w [a]", "held start a TARGET_OBSERVED", "gone a since 11:59:00"],
    },
    {
      name: "does not miss what was never seen held",
      grants: [grant("a", { begun: true, state: "end_failed" })],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "gives back nothing before two looks agree",
      grants: [active("a", { restore: true })],
      shows: [],
      expected: ["drift missing a alice_w [a]", "gone a since 12:00:00"],
    },
    {
      name: "S77 forgets it when it is there again",
      grants: [active("a")],
      shows: [holding("a")],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: [],
    },
    {
      name: "remembers it while the target does not answer",
      grants: [active("a")],
      shows: unreachable,
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: ["gone a since 11:59:00"],
    },
    {
      name: "S69 does not let a second grant repair what was taken away under the first",
      grants: [active("a"), grant("b", { lease: overlapping })],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: [
        "end a [] removed_at_target seen_gone",
        "end b [] removed_at_target seen_gone",
        "drift missing a alice_w [a]",
      ],
    },
    {
      name: "S69 nor an extension, when the first ends meanwhile",
      grants: [
        active("a", { lease: over, given: given("a", minutes(60)) }),
        grant("b", { lease: { from: noon, until: minutes(60) } }),
      ],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: ["end a [a] expired", "end b [] removed_at_target seen_gone", "drift missing b alice_w [a]"],
    },
    {
      name: "gives anew what was given before its lease began and went with another grant",
      grants: [grant("a", { begun: true, given: given("b") })],
      shows: [],
      expected: ["start a (a) admitted until 13:00:00"],
    },
    {
      name: "tells what is missing though it could not be ended before",
      grants: [active("a", { state: "end_failed" })],
      shows: [],
      expected: ["drift missing a alice_w [a]", "gone a since 12:00:00"],
    },
    {
      name: "lets a lease begin that touches one which was taken away, when its time comes",
      grants: [active("a"), grant("b", { lease: later })],
      shows: [],
      more: { goneBefore: new Map([[id("a"), seconds(-60)]]) },
      expected: ["end a [] removed_at_target seen_gone", "drift missing a alice_w [a]"],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });

  const some = (count: number): Grant[] =>
    Array.from({ length: count }, (_, n) => active(`g${n}`, { ...on(`p${n}`), seq: n }));
  const shown = (count: number): Holding[] =>
    Array.from({ length: count }, (_, n) => holding(`g${n}`, { principal: `p${n}` }));
  const goneBefore = new Map(some(40).map((each) => [each.id, seconds(-60)]));

  it.each([
    { name: "believes that four of four are gone", all: 4, left: 0, isSuspect: false },
    { name: "S78 does not believe an empty listing of five", all: 5, left: 0, isSuspect: true },
    { name: "S78 does not believe that more than a quarter is gone", all: 19, left: 14, isSuspect: true },
    { name: "believes that a quarter is gone", all: 20, left: 15, isSuspect: false },
  ])("$name", ({ all, left, isSuspect }) => {
    const planned = planAt(some(all), shown(left), { goneBefore });
    expect(planned.suspects).toEqual(isSuspect ? ["db"] : []);
    expect(planned.changes.length).toBe(isSuspect ? 0 : all - left);
    expect(planned.gone.size).toBe(isSuspect ? all - left : 0);
    expect(planned.drift.length).toBe(all - left);
  });

  it("S78 counts as missing neither what is due nor what was never given", () => {
    const others = [active("o", { lease: over, ...on("o") }), grant("w", on("w"))];
    expect(planAt([...some(4), ...others], []).suspects).toEqual([]);
  });

  it("S78 does not count what is due as missing", () => {
    const due = some(10).map((each) => ({ ...each, lease: over }));
    expect(planAt(due, []).suspects).toEqual([]);
  });

  it("S78 still takes away what is due on a suspect target, and waits where it knows no name", () => {
    const unanswered = grant("u", { state: "starting", begun: true, lease: over });
    const planned = planAt([active("a", { lease: over }), unanswered], [], { suspects: new Set(["db"]) });
    expect(tell(planned)).toEqual(["end a [a] expired", "held end u TARGET_SUSPECT", "suspect db"]);
  });
});

describe("plan: what no grant explains", () => {
  it.each<Row>([
    {
      name: "S33 leaves what someone else gave, and tells it",
      grants: [],
      shows: [foreign()],
      expected: ["drift foreign - alice_w [by hand]"],
    },
    {
      name: "S69 ends what lands after its grant has ended",
      grants: [ended("a")],
      shows: [holding("a")],
      expected: ["end - [a] unexplained", "drift foreign a alice_w [a]"],
    },
    {
      name: "S69 ends what lands late without a marker, where no answer was ever seen",
      grants: [ended("a", { given: null })],
      shows: [holding("r", { grant: null })],
      expected: ["end - [r] unexplained", "drift foreign - alice_w [r]"],
    },
    {
      name: "S33 leaves what somebody gives by hand after a grant was seen gone",
      grants: [ended("a")],
      shows: [foreign({ ref: "a" })],
      expected: ["drift foreign - alice_w [a]"],
    },
    {
      name: "S79 leaves another account that bears a marker of ours",
      grants: [active("a")],
      shows: [holding("a"), holding("z", { grant: id("a"), principal: "bob_w" })],
      expected: ["drift foreign a bob_w [z]"],
    },
    {
      name: "S79 leaves other rights that bear the marker of an ended grant",
      grants: [ended("a")],
      shows: [holding("a", { rights: writer })],
      expected: ["drift foreign a alice_w [a]"],
    },
    {
      name: "tells a marker of ours that no event explains, until the end it bears",
      grants: [],
      shows: [holding("x", { until: seconds(1) })],
      expected: ["drift foreign x alice_w [x]"],
    },
    {
      name: "S80 ends it at the end it bears",
      grants: [],
      shows: [holding("x", { until: noon })],
      expected: ["end - [x] unexplained", "drift foreign x alice_w [x]"],
    },
    {
      name: "leaves it where it bears no end",
      grants: [],
      shows: [holding("x", { until: null })],
      expected: ["drift foreign x alice_w [x]"],
    },
    {
      name: "S79 never ends a privileged account, whatever it bears",
      grants: [ended("a", { effect: { ...grant("a").effect, principal: "postgres" } })],
      shows: [holding("x", { until: noon, principal: "POSTGRES" }), holding("a", { principal: "postgres" })],
      expected: ["drift foreign a postgres [a]", "drift foreign x POSTGRES [x]"],
    },
    {
      name: "ends by its record a grant whose account became privileged",
      grants: [active("a", { lease: over, effect: { ...grant("a").effect, principal: "postgres" } })],
      shows: [holding("a", { until: noon, principal: "postgres" })],
      expected: ["end a [a] expired"],
    },
  ])("$name", (row) => {
    expectPlan(row);
  });
});

describe("plan: guards", () => {
  const many = (count: number, ending: Grant["ending"], changes: Partial<Grant> = {}): Grant[] =>
    Array.from({ length: count }, (_, n) => active(`g${n}`, { ...on(`p${n}`), seq: n, ending, ...changes }));
  const shown = (grants: readonly Grant[]): Holding[] =>
    grants.map(({ id: of, effect, given: was }) =>
      holding("", { grant: of, ref: was?.ref ?? "", principal: effect.principal }),
    );
  const count = (grants: readonly Grant[], more: Partial<Planning> = {}): { ends: number; held: number } => {
    const planned = planAt(grants, shown(grants.filter(({ state }) => state !== "ended")), more);
    return {
      ends: planned.changes.length,
      held: planned.held.filter(({ code, action }) => code === "GUARD_TRIPPED" && action === "end").length,
    };
  };

  it.each([
    {
      name: "ends five whose files were deleted, however few there are",
      grants: many(5, "withdrawn"),
      ends: 5,
      held: 0,
    },
    { name: "delays a sixth", grants: many(6, "withdrawn"), ends: 5, held: 1 },
    { name: "S88 never delays what leavers have", grants: many(6, "left"), ends: 6, held: 0 },
    { name: "never delays what was ordered", grants: many(6, "revoked"), ends: 6, held: 0 },
    { name: "never delays the end of a contract", grants: many(6, "contract"), ends: 6, held: 0 },
    {
      name: "never delays what is over anyway",
      grants: many(6, "withdrawn", { lease: over, given: given("x", noon) }),
      ends: 6,
      held: 0,
    },
    { name: "delays what ends by changed rules", grants: many(6, "effect"), ends: 5, held: 1 },
    {
      name: "counts changed rules together",
      grants: [...many(3, "effect"), ...many(6, "denied").slice(3)],
      ends: 5,
      held: 1,
    },
    {
      name: "counts deleted files and changed rules apart",
      grants: [...many(5, "withdrawn"), ...many(10, "denied").slice(5)],
      ends: 10,
      held: 0,
    },
    {
      name: "ends a quarter where that is more than five",
      grants: [...many(7, "withdrawn"), ...many(24, null).slice(7)],
      ends: 6,
      held: 1,
    },
  ])("$name", ({ grants, ends, held }) => {
    expect(count(grants)).toEqual({ ends, held });
  });

  it("counts what ended by the cause within a day among what was held", () => {
    const lately = many(4, null).map((each, n) =>
      ended(`old${n}`, { effect: each.effect, ended: { at: minutes(-10), because: "withdrawn" } }),
    );
    expect(count([...lately, ...many(3, "withdrawn"), ...many(20, null).slice(3)])).toEqual({ ends: 2, held: 1 });
  });

  it("counts nothing that ended otherwise among what was held", () => {
    const revoked = many(5, null).map((each, n) => ended(`old${n}`, { effect: each.effect }));
    expect(count([...revoked, ...many(6, "withdrawn"), ...many(19, null).slice(6)])).toEqual({ ends: 5, held: 1 });
  });

  it("does not count what another grant explains: nothing is taken away for it", () => {
    const heir = active("heir", { ...on("p0"), given: given("g0") });
    const { changes, held } = planAt([...many(6, "withdrawn"), heir], shown(many(6, "withdrawn")));
    expect(changes.filter(({ action }) => action === "end")).toHaveLength(6);
    expect(held).toEqual([]);
  });

  it("counts what ended within a day", () => {
    const before = ended("old", { ended: { at: seconds(-86_399), because: "withdrawn" }, ...on("old") });
    expect(count([before, ...many(5, "withdrawn")])).toEqual({ ends: 4, held: 1 });
  });

  it("does not count what ended a day ago", () => {
    const before = ended("old", { ended: { at: seconds(-86_400), because: "withdrawn" }, ...on("old") });
    expect(count([before, ...many(5, "withdrawn")])).toEqual({ ends: 5, held: 0 });
  });

  it("does not count what ended by another cause", () => {
    const before = ended("old", { ended: { at: seconds(-1), because: "revoked" }, ...on("old") });
    expect(count([before, ...many(5, "withdrawn")])).toEqual({ ends: 5, held: 0 });
  });

  it("ends the oldest first, and leaves what waits as it is", () => {
    const planned = planAt(many(6, "withdrawn").toReversed(), shown(many(6, "withdrawn")));
    expect(planned.held).toEqual([{ action: "end", grant: id("g5"), code: "GUARD_TRIPPED" }]);
    expect(planned.drift).toEqual([]);
    expect(planned.nextAt).toBe(minutes(60));
  });

  it("does not count what never began", () => {
    const waiting = Array.from({ length: 9 }, (_, n) => grant(`w${n}`, { ending: "withdrawn", ...on(`w${n}`) }));
    expect(count(waiting)).toEqual({ ends: 9, held: 0 });
  });
});

describe("plan: the next moment", () => {
  it.each([
    { name: "there is none where nothing is known", grants: [], shows: [], expected: null },
    { name: "the end of a lease", grants: [active("a")], shows: [holding("a")], expected: minutes(60) },
    {
      name: "the beginning of a lease",
      grants: [grant("a", { lease: { from: minutes(5), until: minutes(60) } })],
      shows: [],
      expected: minutes(5),
    },
    {
      name: "the nearest of several",
      grants: [active("a"), active("b", { lease: { from: minutes(-60), until: minutes(7) }, ...elsewhere })],
      shows: [holding("a"), holding("b", { until: minutes(7), principal: "bob_w" })],
      expected: minutes(7),
    },
    { name: "a second look at what is gone", grants: [active("a")], shows: [], expected: minutes(1) },
    { name: "the end that an unexplained marker bears", grants: [], shows: [holding("x")], expected: minutes(60) },
    { name: "nothing that is over", grants: [active("a", { lease: over })], shows: [], expected: null },
    {
      name: "the beginning of a lease on a target that does not answer",
      grants: [grant("a", { lease: { from: minutes(5), until: minutes(60) } })],
      shows: unreachable,
      expected: minutes(5),
    },
    { name: "the end of a lease there", grants: [active("a")], shows: unreachable, expected: minutes(60) },
  ])("$name", ({ grants, shows, expected }) => {
    expect(planAt(grants, shows as readonly Holding[]).nextAt).toBe(expected);
  });
});

describe("plan: details", () => {
  it("says in full what is to be there", () => {
    const [change] = planAt([grant("a", { publicKey: "age1x", obligations: [{ kind: "end_sessions" }] })], []).changes;
    expect(change).toEqual({
      action: "start",
      grant: id("a"),
      because: "admitted",
      assignment: {
        target: "db",
        principal: "alice_w",
        rights: reader,
        from: minutes(-60),
        until: minutes(60),
        grants: [id("a")],
        publicKey: "age1x",
        obligations: [{ kind: "end_sessions" }],
      },
    });
  });

  it("says in full what it takes away by the record", () => {
    const [change] = planAt([active("a", { lease: over })], []).changes;
    expect(change).toEqual({
      action: "end",
      grant: id("a"),
      target: "db",
      holding: { target: "db", principal: "alice_w", rights: reader, until: noon, ref: "a", grant: id("a") },
      because: "expired",
      verified: null,
    });
  });

  it("plans each target by itself", () => {
    const other = { ...grant("b").effect, target: "web" };
    const planned = planAt(
      [active("a", { lease: over }), grant("b", { effect: other })],
      new Map([
        ["db", { target: "db", ok: false, code: "TARGET_UNREACHABLE", message: "down" }],
        ["web", look([], { target: "web" })],
      ]),
      { config: { ...configOf(), targets: { db: configOf().targets["db"]!, web: configOf().targets["db"]! } } },
    );
    expect(tell(planned)).toEqual(["start b (b) admitted until 13:00:00", "held end a TARGET_UNREACHABLE"]);
  });

  it("tells what a target shows on which no grant lies", () => {
    expect(tell(planAt([], [foreign()]))).toEqual(["drift foreign - alice_w [by hand]"]);
  });
});
