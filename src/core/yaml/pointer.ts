/** The JSON pointer (RFC 6901) of what stands below another's place, by those keys. */
export function below(pointer: string, ...keys: readonly string[]): string {
  return pointer + keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The keys by which a JSON pointer goes down, the outermost first. */
export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
