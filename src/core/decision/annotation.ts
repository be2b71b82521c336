/** How a fact is worded: seconds as `2h`, seconds since 1970 as a date, a list as words. */
export type FactKind = "text" | "number" | "duration" | "instant" | "list";

/** What a rule's METADATA says: the one place for its code and words. */
export interface Annotation {
  /** `lease.limit`, as in a decision's `considered`. */
  readonly rule: string;
  readonly title: string;
  readonly description: string;
  readonly message: string;
  readonly next: string;
  /** Every fact that the message or the next step may name. */
  readonly facts: { readonly [name: string]: FactKind };
  readonly controls: readonly string[];
}

/** By code. */
export type Annotations = { readonly [code: string]: Annotation };
