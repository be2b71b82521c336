/** E-mail addresses as people compare them; null where one is none: half a list is no list. */
export function addresses(values: readonly unknown[]): string[] | null {
  const texts = values.filter((value) => typeof value === "string" && value.includes("@")).map((text) => String(text));
  return texts.length === values.length ? [...new Set(texts.map((text) => text.toLowerCase()))].sort() : null;
}
