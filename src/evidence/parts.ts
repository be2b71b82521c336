/** A key of an object; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** E-mail addresses as people compare them; null where one is none: half a list is no list. */
export function addresses(values: readonly unknown[]): string[] | null {
  const texts = values.filter((value) => typeof value === "string" && value.includes("@")).map((text) => String(text));
  return texts.length === values.length ? [...new Set(texts.map((text) => text.toLowerCase()))].sort() : null;
}
