import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith, git, program, sshKeygen } from "../../needs.ts";
import { accessOfTwo, copyOf, today } from "../access.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";
import { atTerminal } from "../terminal.ts";

const id = `playground/vault/${today()}-alice`;
let box: Sandbox;

describeWith([git, sshKeygen, program("script", "apt-get install bsdutils")], "on a terminal", () => {
  beforeAll(async () => {
    box = sandbox();
    await accessOfTwo(box);
  });

  afterAll(() => {
    box.remove();
  });

  it("asks for what a request is missing, by what this person may ask for", async () => {
    const root = copyOf(box, "asked");
    const { code, shown } = await atTerminal(box, ["request"], root, [
      ["What do you need?", "vault\r"],
      ["For how long? (up to 8h)", "1h\r"],
      ["What do you need it for?", "Look for the missing key\r"],
    ]);
    expect({ code, shown }).toMatchObject({ code: 0 });
    expect(shown).toContain(`requests/${id}.yaml is committed on request/${id}`);
  });

  it("asks again where a lease would be longer than the role allows", async () => {
    const root = copyOf(box, "too-long");
    const { shown } = await atTerminal(
      box,
      ["request", "playground/vault:open", "--reason", "Look for the key"],
      root,
      [
        ["For how long? (up to 8h)", "9h\r"],
        ["At most 8h", "\u0003"],
      ],
    );
    expect(shown).toContain("NOT_CONFIRMED");
    expect(await box.git(["branch", "--list", "request/*"], root)).toBe("");
  });

  it("signs once a person has seen the effect and agreed, and nothing where they do not", async () => {
    const root = copyOf(box, "agreed");
    const request = ["request", "playground/vault:open", "--for", "1h", "--reason", "Look for the missing key"];
    await box.brevet(request, root);
    const no = await atTerminal(box, ["approve", id, "--key", "../bob"], root, [["exactly this?", "n\r"]]);
    expect(no.code).toBe(2);
    expect(await box.git(["ls-tree", "-r", "--name-only", `request/${id}`], root)).not.toContain("-approve-");
    const yes = await atTerminal(box, ["approve", id, "--key", "../bob"], root, [["exactly this?", "y\r"]]);
    expect(yes.code).toBe(0);
    expect(yes.shown).toContain("This is allowed: merge it.");
    expect(await box.git(["ls-tree", "-r", "--name-only", `request/${id}`], root)).toContain("bob-approve-");
  });
});
