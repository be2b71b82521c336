/**
 * The same schema with each list of types as alternatives: of `["string", "null"]` OPA's type checker knows the first alone,
 * and so refuses to ask whether something is null.
 */
export function alternatives(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(alternatives);
  if (typeof schema !== "object" || schema === null) return schema;
  const { type, ...rest } = schema as { readonly type?: unknown };
  const others = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, alternatives(value)]));
  if (!Array.isArray(type)) return type === undefined ? others : { ...others, type: alternatives(type) };
  return { ...others, anyOf: type.map((one: unknown) => ({ type: one })) };
}
