import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";
import { cliReference } from "../../../scripts/reference/cli-reference.ts";

const file = fileURLToPath(new URL("../../../docs/reference/cli.md", import.meta.url));

it("docs/reference/cli.md says what the commands say (npm run reference)", async () => {
  const text = await format(await cliReference(), { ...(await resolveConfig(file)), filepath: file });
  expect(readFileSync(file, "utf8")).toBe(text);
});
