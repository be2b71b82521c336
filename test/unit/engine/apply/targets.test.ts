import { describe, expect, it } from "vitest";
import type { Change } from "../../../../src/core/plan/change.ts";
import { changeTargets } from "../../../../src/engine/apply/change-targets.ts";
import { grantsOn, observeTargets, unlessAborted } from "../../../../src/engine/apply/observe-targets.ts";
import { Town } from "../../../fakes/town.ts";
import { active, grant, holding, id } from "../../core/plan/world.ts";

const inWords = "in words" as unknown as Error;
const options = { signal: new AbortController().signal };
const end = (target: string, verified: "seen_gone" | null = null): Change => ({
  action: "end",
  grant: id("a"),
  target,
  holding: holding("a", { target }),
  because: "expired",
  verified,
});

describe("observeTargets", () => {
  it("looks at every target, and tells apart the one that fails", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    town.target("db").faults.unreachable = true;
    const seen = await observeTargets(town.ports(), config, [], options);
    expect([...seen.keys()]).toEqual(["db", "door"]);
    expect(seen.get("db")).toMatchObject({ ok: false, code: "TARGET_UNREACHABLE" });
    expect(seen.get("door")).toMatchObject({ ok: true, identity: "id-of-door" });
  });

  it("tells why a target could not be opened, and closes what it opened", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    let closed = 0;
    const openReader: ReturnType<Town["ports"]>["readers"]["openReader"] = async ({ id: name }, repository) => {
      if (name === "db") throw new Error(`no driver for ${repository}`);
      const reader = await town.ports().readers.openReader(config.targets["door"]!, repository);
      return { ...reader, close: () => Promise.resolve(void (closed += 1)) };
    };
    const seen = await observeTargets({ readers: { openReader } }, config, [], options);
    expect(seen.get("db")).toEqual({
      target: "db",
      ok: false,
      code: "TARGET_UNREACHABLE",
      message: `no driver for ${config.repositoryId}`,
    });
    expect(closed).toBe(1);
    const text = (): Promise<never> => Promise.reject(inWords);
    expect((await observeTargets({ readers: { openReader: text } }, config, [], options)).get("db")).toMatchObject({
      message: "in words",
    });
  });

  it("tells a target of its own grants alone", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    const scopes: string[] = [];
    const openReader: ReturnType<Town["ports"]>["readers"]["openReader"] = async (target, repository) => {
      const reader = await town.ports().readers.openReader(target, repository);
      return {
        ...reader,
        observe: (scope, asked) => {
          scopes.push(`${target.id} ${scope.recorded.map(({ grant: of }) => of).join()}`);
          return reader.observe(scope, asked);
        },
      };
    };
    await observeTargets({ readers: { openReader } }, config, [active("a")], options);
    expect(scopes.sort()).toEqual([`db ${id("a")}`, "door "]);
  });

  it("does not wait for one that hangs, once it was told to stop", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    town.target("db").faults.hang = true;
    const seen = observeTargets(town.ports(), config, [], { signal: AbortSignal.timeout(20) });
    expect((await seen).get("db")).toMatchObject({ ok: false, code: "TARGET_UNREACHABLE" });
  });
});

describe("unlessAborted", () => {
  const never = new Promise<never>(() => undefined);

  it("answers as the promise does", async () => {
    expect(await unlessAborted(Promise.resolve(7), options.signal)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error("no")), options.signal)).rejects.toThrow("no");
  });

  it("fails when its signal does, before or after, for that reason", async () => {
    await expect(unlessAborted(never, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
    const later = new AbortController();
    const waiting = unlessAborted(never, later.signal);
    later.abort(new Error("later"));
    await expect(waiting).rejects.toThrow("later");
    await expect(unlessAborted(never, AbortSignal.abort("a text"))).rejects.toThrow("aborted");
  });
});

describe("changeTargets", () => {
  it("changes each target by itself: one that is gone, down or hangs stops no other", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    town.target("db").faults.unreachable = true;
    town.target("door").held.set("a", holding("a", { target: "door" }));
    const outcomes = await changeTargets(town.ports(), config, [end("gone"), end("db"), end("door")], [], options);
    expect(outcomes).toMatchObject([
      { ok: false, code: "TARGET_GONE", message: "No gone in brevet.yaml." },
      { ok: false, code: "TARGET_UNREACHABLE" },
      { ok: true, given: null, sessions: { supported: true } },
    ]);
    expect(town.target("door").held.size).toBe(0);
  });

  it("opens no target for what is over already", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    const open = (): never => {
      throw new Error("opened");
    };
    const ports = { ...town.ports(), targets: { open } };
    expect(await changeTargets(ports, config, [end("db", "seen_gone")], [], options)).toEqual([
      { change: end("db", "seen_gone"), ok: true, given: null, sessions: null },
    ]);
    expect(await changeTargets(ports, config, [end("db"), end("db", "seen_gone")], [], options)).toMatchObject([
      { ok: false, code: "TARGET_UNREACHABLE", message: "opened" },
      { ok: false, code: "TARGET_UNREACHABLE", message: "opened" },
    ]);
    const words = { ...ports, targets: { open: () => Promise.reject(inWords) } };
    expect(await changeTargets(words, config, [end("db")], [], options)).toMatchObject([{ message: "in words" }]);
  });

  it("closes what it opened, and waits for none that hangs", async () => {
    const town = await Town.found();
    const { config } = await town.rules();
    let closed = 0;
    town.target("db").faults.hang = true;
    const open: ReturnType<Town["ports"]>["targets"]["open"] = () =>
      Promise.resolve({ ...town.target("db"), close: () => Promise.resolve(void (closed += 1)) });
    const ports = { ...town.ports(), targets: { open } };
    const outcomes = await changeTargets(ports, config, [end("db")], [], { signal: AbortSignal.timeout(20) });
    expect(outcomes).toMatchObject([{ ok: false, code: "TARGET_UNREACHABLE" }]);
    expect(closed).toBe(1);
  });
});

it("the grants of a target are those whose effect lies on it", () => {
  const other = { effect: { ...grant("b").effect, target: "door" } };
  expect(grantsOn("db", [grant("a"), grant("b", other)]).map(({ id: of }) => of)).toEqual([id("a")]);
});
