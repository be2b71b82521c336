import type { Json } from "./value.ts";

/** What a schema's type says, as a JSON value that nobody changes: what the schema leaves open is any JSON. */
export type FrozenJson<T> = unknown extends T
  ? Json
  : T extends readonly (infer Item)[]
    ? readonly FrozenJson<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: FrozenJson<T[Key]> }
      : T;
