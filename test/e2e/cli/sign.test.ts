import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, sshKeygen } from "../../needs.ts";
import { accessOfTwo, copyOf, today } from "../access.ts";
import { sandbox, type Ran, type Sandbox } from "../sandbox.ts";
import { shaped } from "../../fakes/shape.ts";

const id = `playground/vault/${today()}-alice`;
let box: Sandbox;

function asBob(args: readonly string[], cwd: string): Promise<Ran> {
  return box.brevet([...args, "--key", "../bob", "--yes", "--json"], cwd);
}

describeWith([git, sshKeygen], "approve, object and lift", () => {
  beforeAll(async () => {
    box = sandbox();
    await accessOfTwo(box);
    await box.brevet(
      ["request", "playground/vault:open", "--for", "1h", "--reason", "Look for the key that is missing"],
      "access",
    );
  });

  afterAll(() => {
    box.remove();
  });

  it("signs on the request's branch, which is then allowed", async () => {
    const root = copyOf(box, "approved");
    const ran = await asBob(["approve", id], root);
    const { value, faults } = shaped("statement", ran.out);
    expect({ code: ran.code, faults }).toEqual({ code: 0, faults: "" });
    expect(value).toMatchObject({ do: "approve", by: "bob", branch: `request/${id}`, check: { outcome: "allowed" } });
    expect((await box.brevet(["check", "--head", `request/${id}`], root)).code).toBe(0);
    expect(await box.git(["status", "--porcelain"], root)).toBe("");
  });

  it("shows the exact effect before it asks, and without a terminal signs nothing", async () => {
    const before = await box.git(["for-each-ref"], "access");
    const ran = await box.brevet(["approve", id, "--key", "../bob"], "access");
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: "" });
    expect(ran.err).toContain("alice will be able to use playground/vault:open on door as alice");
    expect(ran.err).toContain("You sign as bob");
    expect(ran.err).toContain("CONFIRMATION_MISSING");
    expect(await box.git(["for-each-ref"], "access")).toBe(before);
  });

  it("S10 tells who asked that this could never count", async () => {
    const ran = await box.brevet(["approve", id, "--yes"], "access");
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("SEAT_EXCLUDED");
  });

  it("only writes the statement with --no-commit", async () => {
    const root = copyOf(box, "carried");
    const { value } = shaped("statement", (await asBob(["approve", id, "--no-commit"], root)).out);
    expect(value).toMatchObject({ branch: null, commit: null });
    expect(existsSync(join(box.folder, root, String(value["path"])))).toBe(true);
    expect(readdirSync(join(box.folder, root, "statements", id))).toHaveLength(1);
  });

  it("S17 S52 an objection beats the approval, also where the merge leaves it out, until its author lifts it", async () => {
    const root = copyOf(box, "objected");
    await asBob(["approve", id], root);
    const approved = await box.git(["rev-parse", `request/${id}`], root);
    const objected = shaped("statement", (await asBob(["object", id], root)).out).value;
    expect(objected).toMatchObject({ do: "object", by: "bob", check: { outcome: "denied" } });

    await box.git(["branch", "--force", "left-out", approved], root);
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", "left-out"], root);
    const apply = shaped("apply", (await box.brevet(["apply", "--json"], root)).out).value;
    expect(apply).toMatchObject({ admitted: [], refused: [{ id }] });
  });

  it("lifts one's own objection by its digest, and the request is as it was", async () => {
    const root = copyOf(box, "lifted");
    await asBob(["approve", id], root);
    const { digest } = shaped("statement", (await asBob(["object", id], root)).out).value;
    expect((await box.brevet(["check", "--head", `request/${id}`], root)).code).toBe(1);
    const lifted = shaped("statement", (await asBob(["lift", String(digest)], root)).out).value;
    expect(lifted).toMatchObject({ do: "lift", by: "bob", check: { outcome: "allowed" } });
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", `request/${id}`], root);
    const apply = shaped("apply", (await box.brevet(["apply", "--json"], root)).out).value;
    expect(apply).toMatchObject({ admitted: [id], refused: [] });
  });

  it.each([
    { name: "a request that is not here", args: ["approve", `playground/valt/${today()}-alice`], code: 2, says: id },
    { name: "a path that is no request", args: ["approve", "requests/x.yaml"], code: 2, says: "ARGUMENT_INVALID" },
    {
      name: "an objection that nobody made",
      args: ["lift", `sha256-${"A".repeat(43)}`],
      code: 1,
      says: "OBJECTION_NONE",
    },
    { name: "rules that are in force", args: ["approve", "--rules"], code: 1, says: "RULES_UNCHANGED" },
  ])("signs nothing about $name", async ({ args, code, says }) => {
    const ran = await box.brevet([...args, "--yes"], "access");
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: "" });
    expect(ran.err).toContain(says);
  });

  it("S46 signs rules only for who accepts them, and a change that nobody accepted is not in force", async () => {
    const root = copyOf(box, "rules");
    await box.git(["switch", "--quiet", "--create", "looser"], root);
    const { appendFileSync } = await import("node:fs");
    appendFileSync(join(box.folder, root, "policies/catalog/resources/playground.yaml"), "# looser\n");
    await box.git(["commit", "--quiet", "--all", "--message", "Loosen"], root);
    const mallory = await box.brevet(["approve", "--rules", "--yes", "--key", "../mallory"], root);
    expect(mallory.err).toContain("SIGNER_UNKNOWN");
    const check = await box.brevet(["check"], root);
    expect(check.code).toBe(1);
    expect(check.out).toContain("RULES_UNSIGNED");
    await box.git(["switch", "--quiet", "main"], root);
    await box.git(["merge", "--quiet", "--no-ff", "--no-edit", "looser"], root);
    const apply = shaped("apply", (await box.brevet(["apply", "--json"], root)).out).value;
    expect(apply).toMatchObject({ rules: [{ outcome: "refused", code: "RULES_UNSIGNED" }] });
  });
});
