import { describe, expect, it } from "vitest";
import { makeIdentity, seal, toRecipient, unseal } from "../../../src/targets/sealed-secret.ts";

describe("a sealed secret", () => {
  it("is opened by the identity it was sealed to, and by no other", async () => {
    const [hers, his] = [await makeIdentity(), await makeIdentity()];
    const sealed = await seal("the secret\n", await toRecipient(hers));
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n[A-Za-z0-9+/=\n]+-----END AGE ENCRYPTED FILE-----\n$/);
    expect(await unseal(sealed, `${hers}\n`)).toBe("the secret\n");
    expect(await unseal(sealed, his)).toBeNull();
  });

  it("that was changed, or is none, opens to nothing", async () => {
    const identity = await makeIdentity();
    const sealed = await seal("the secret", await toRecipient(identity));
    const changed = sealed.replace(/(?<=\n).(?=.*\n-----END)/, (first) => (first === "A" ? "B" : "A"));
    expect([await unseal(changed, identity), await unseal("", identity)]).toEqual([null, null]);
  });

  it.each(["", "age1", "AGE-SECRET-KEY-1", `age1${"q".repeat(58)}`, "ssh-ed25519 AAAA"])(
    "is sealed to no recipient %j",
    async (recipient) => {
      await expect(seal("the secret", recipient)).rejects.toMatchObject({ code: "PUBLIC_KEY_UNFIT" });
    },
  );
});
