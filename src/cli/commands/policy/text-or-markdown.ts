import { Option } from "commander";

/** The option of a report that people read here or in a pull request. */
export function textOrMarkdown(): Option {
  return new Option("--format <format>", "how to show it").choices(["text", "markdown"] as const).default("text");
}
