import { expect, it } from "vitest";
import { effectLines } from "../../../../src/views/text/request.ts";
import { allowed, denied } from "../markdown/answers.ts";

it("says where from alone it works, where rules say so", () => {
  const textOf = (...values: string[]): string =>
    allowed.requests
      .flatMap((one) => effectLines({ ...one, obligations: [{ kind: "source_addresses", values }] }))
      .join("\n");
  expect(textOf("10.0.0.0/8", "192.0.2.7")).toContain("It works from 10.0.0.0/8 or 192.0.2.7/32 alone.");
  expect(textOf()).not.toContain("It works from");
  expect(allowed.requests.flatMap(effectLines).join("\n")).not.toContain("It works from");
});

it("promises what is allowed, and no more than names what is denied", () => {
  const [yes, no] = [allowed, denied].map(({ requests }) => requests.flatMap(effectLines).join("\n"));
  expect(yes).toContain("alice will be able to use payments/customers-db:read-only");
  expect(yes).toContain("can be merged until");
  expect(no).toContain("alice would be able to use payments/customers-db:read-only");
  expect(no).not.toContain("can be merged");
});
