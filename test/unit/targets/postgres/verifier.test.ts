import { describe, expect, it } from "vitest";
import { makePassword, toVerifier } from "../../../../src/targets/postgres/verifier.ts";

describe("a password's verifier", () => {
  it("is what PostgreSQL itself makes of the password", async () => {
    // Of ALTER ROLE … PASSWORD 'pencil' on PostgreSQL 15.
    const stored =
      "SCRAM-SHA-256$4096:r5iv3I1YCDBYRWlClJK5rA==$JMIJF7zukXErgoj1rjlF+wyGcaGWqZdCHe+LhOUj2iw=:On2BKOcWreegKo3rjrOw5Fsqlpt3oQnX8hkYnBtcFpQ=";
    const salt = Buffer.from(stored.split(":")[1]?.split("$")[0] ?? "", "base64");
    expect(await toVerifier("pencil", salt)).toBe(stored);
  });

  it("never holds the password, and no two are alike", async () => {
    const [one, other] = [await makePassword(), await makePassword()];
    expect(one.password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(one.verifier).not.toContain(one.password);
    expect(other.password).not.toBe(one.password);
  });
});
