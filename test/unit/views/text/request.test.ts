import { expect, it } from "vitest";
import { effectLines } from "../../../../src/views/text/request.ts";
import { allowed, denied } from "../markdown/answers.ts";

it("promises what is allowed, and no more than names what is denied", () => {
  const [yes, no] = [allowed, denied].map(({ requests }) => requests.flatMap(effectLines).join("\n"));
  expect(yes).toContain("alice will be able to use payments/customers-db:read-only");
  expect(yes).toContain("can be merged until");
  expect(no).toContain("alice would be able to use payments/customers-db:read-only");
  expect(no).not.toContain("can be merged");
});
