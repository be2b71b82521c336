import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { copyOf } from "../access.ts";
import { sandbox, type Ran, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

let box: Sandbox;

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly attack: string;
  readonly next: string;
}

/** What doctor found, by code; every finding says what an attacker would do, and the fix. */
function found({ out }: Ran, severity: string): readonly string[] {
  const { value, faults } = shaped("doctor", out);
  expect(faults).toBe("");
  const findings = value["findings"] as readonly Found[];
  for (const { attack, next } of findings) expect([attack, next]).not.toContain("");
  return findings.filter((finding) => finding.severity === severity).map(({ code }) => code);
}

describeWith([git, sshKeygen], "doctor and the witness", () => {
  beforeAll(async () => {
    box = sandbox();
    await box.git(["init", "--quiet", "--bare", "origin.git"]);
    await box.git(["init", "--quiet", "--bare", "witness.git"]);
    await box.git(["clone", "--quiet", "origin.git", "access"]);
    await box.brevet(["init", "access"]);
    await box.git(["push", "--quiet", "origin", "main"], "access");
  });

  afterAll(() => {
    box.remove();
  });

  it("says of a new repository what it can do without, and what its remote must not allow", async () => {
    const ran = await box.brevet(["doctor", "--json"], "access");
    expect(ran.code).toBe(1);
    expect(found(ran, "error")).toEqual(["FORGE_REWINDABLE"]);
    const expected = ["WITNESS_MISSING", "RULES_ONE_OWNER", "RULES_SOFTWARE_KEYS", "TRUST_IN_CLONE"];
    expect(found(ran, "warning")).toEqual(expected);
    const text = await box.brevet(["doctor"], "access");
    const fix = /Fix: (git -C \S+ config .*)\n/.exec(text.out)?.[1] ?? "";
    expect(text.out).toContain("Found: 1 error, 4 warnings.");
    for (const command of fix.split(" && ")) await box.git(command.split(" ").slice(1));
    expect((await box.brevet(["doctor"], "access")).code).toBe(0);
  });

  it.each([
    {
      name: "keys that are away",
      spoil: (own: string) => {
        rmSync(join(own, "engine"), { recursive: true });
        rmSync(join(own, "door/ca.pem"));
      },
      errors: [],
      warnings: ["ENGINE_KEY_AWAY", "TARGET_SECRET_AWAY"],
    },
    {
      name: "pins and a list of ended certificates that others may write",
      spoil: (own: string) => {
        chmodSync(join(own, "trust.json"), 0o666);
        chmodSync(join(own, "door/ended"), 0o777);
      },
      errors: ["SECRETS_OPEN", "TARGET_LIST_OPEN"],
      warnings: [],
    },
    {
      name: "a list of ended certificates that is away",
      spoil: (own: string) => renameSync(join(own, "door/ended"), join(own, "door/away")),
      errors: ["TARGET_AWAY"],
      warnings: [],
    },
    {
      name: "another key of the CA, and a key that is pinned but not written",
      spoil: (own: string) => {
        writeFileSync(join(own, "door/ca.pem"), readFileSync(join(own, "engine/key")));
        const pins = JSON.parse(readFileSync(join(own, "trust.json"), "utf8")) as { keys: string[] };
        pins.keys.push(`SHA256:${"A".repeat(43)}`);
        writeFileSync(join(own, "trust.json"), JSON.stringify(pins));
      },
      errors: [],
      warnings: ["KEYS_OTHER", "TARGET_SECRET_AWAY"],
    },
  ])("finds $name", async ({ name, spoil, errors, warnings }) => {
    const root = copyOf(box, name.replaceAll(" ", "-").replaceAll(",", ""));
    spoil(join(box.folder, root, ".git/brevet"));
    const ran = await box.brevet(["doctor", "--json"], root);
    expect(found(ran, "error")).toEqual(expect.arrayContaining(errors));
    expect(found(ran, "warning")).toEqual(expect.arrayContaining(warnings));
    expect(ran.code).toBe(errors.length > 0 ? 1 : 0);
  });

  it("S49 with a witness, a rewound ledger starts nothing in a fresh clone, and verify and doctor say so", async () => {
    await box.git(["switch", "--quiet", "--create", "witness"], "access");
    const path = join(box.folder, "access/brevet.yaml");
    const address = join(box.folder, "witness.git");
    const added = `ledger:\n  witness: { kind: git, remote: "${address}" }\n`;
    writeFileSync(path, readFileSync(path, "utf8").replace("ledger:\n", added));
    await box.git(["commit", "--quiet", "--all", "--message", "Name a witness"], "access");
    expect((await box.brevet(["approve", "--rules", "--yes"], "access")).code).toBe(0);
    await box.git(["switch", "--quiet", "main"], "access");
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", "witness"], "access");
    await box.git(["push", "--quiet", "origin", "main"], "access");
    expect((await box.brevet(["audit", "verify", "--witness"], "access")).code).toBe(1);
    expect((await box.brevet(["apply"], "access")).code).toBe(0);

    const whole = await box.brevet(["audit", "verify", "--witness", "--json"], "access");
    expect(shaped("verify", whole.out)).toMatchObject({ faults: "", value: { ok: true, witness: { seq: 3 } } });
    expect(found(await box.brevet(["doctor", "--json"], "access"), "warning")).not.toContain("WITNESS_MISSING");

    const head = "refs/heads/ledger/1";
    const tip = await box.git(["-C", "origin.git", "rev-parse", head]);
    await box.git(["-C", "origin.git", "update-ref", head, `${tip}~1`]);
    await box.git(["clone", "--quiet", "origin.git", "fresh"]);
    mkdirSync(join(box.folder, "fresh/.git/brevet"));
    for (const name of ["trust.json", "engine", "door"])
      cpSync(join(box.folder, "access/.git/brevet", name), join(box.folder, "fresh/.git/brevet", name), {
        recursive: true,
      });
    expect((await box.brevet(["audit", "verify"], "fresh")).code).toBe(0);

    // Rules are those of the older ledger, before the witness was named: what is pinned beside the keys names it too.
    const pins = join(box.folder, "fresh/.git/brevet/trust.json");
    const pinned = JSON.parse(readFileSync(pins, "utf8")) as object;
    writeFileSync(pins, JSON.stringify({ ...pinned, witness: { kind: "git", remote: address } }));
    const apply = await box.brevet(["apply", "--json"], "fresh");
    expect([apply.code, JSON.parse(apply.out)]).toMatchObject([1, { frozen: { code: "LEDGER_BEHIND_WITNESS" } }]);
    const verify = await box.brevet(["audit", "verify", "--witness", "--json"], "fresh");
    expect(shaped("verify", verify.out)).toMatchObject({
      faults: "",
      value: { ok: false, first_bad: { seq: 3, code: "LEDGER_BEHIND_WITNESS" } },
    });
    expect(found(await box.brevet(["doctor", "--json"], "fresh"), "error")).toContain("LEDGER_DOUBTED");

    await box.git(["-C", "origin.git", "update-ref", head, tip]);
    expect((await box.brevet(["apply"], "fresh")).code).toBe(0);
    expect((await box.brevet(["audit", "verify", "--witness"], "fresh")).code).toBe(0);
  });

  it("S48 S81 a foreign tail freezes until an owner of the rules signs a recovery; then all goes on", async () => {
    const head = "refs/heads/ledger/1";
    const tree = await box.git(["-C", "origin.git", "rev-parse", `${head}^{tree}`]);
    const tip = await box.git(["-C", "origin.git", "rev-parse", head]);
    const tail = await box.git(["-C", "origin.git", "commit-tree", tree, "-p", tip, "-m", "Nothing happened"]);
    await box.git(["-C", "origin.git", "update-ref", head, tail]);
    const frozen = await box.brevet(["apply", "--json"], "access");
    expect([frozen.code, JSON.parse(frozen.out)]).toMatchObject([1, { frozen: { code: "LEDGER_FOREIGN_EVENT" } }]);

    for (const odd of [
      ["--at", "last"],
      ["--distrust", "me"],
    ])
      expect((await box.brevet(["recover", "--yes", ...odd], "access")).code).toBe(2);
    expect((await box.brevet(["recover", "--yes", "--at", "1"], "access")).err).toContain("RECOVERY_POINT");
    const ordered = await box.brevet(["recover", "--yes", "--json"], "access");
    expect(shaped("statement", ordered.out)).toMatchObject({ faults: "", value: { ok: true, do: "recover" } });
    expect(ordered.err).toContain("The ledger goes on from:\n  event ");

    expect((await box.brevet(["apply"], "access")).code).toBe(0);
    expect(await box.git(["-C", "origin.git", "rev-parse", "ledger-foreign/1"])).toBe(tail);
    const whole = await box.brevet(["audit", "verify", "--witness", "--json"], "access");
    expect(shaped("verify", whole.out)).toMatchObject({ faults: "", value: { ok: true } });
    expect(found(await box.brevet(["doctor", "--json"], "access"), "error")).toContain("LEDGER_MOVED_ON");
  });
});
