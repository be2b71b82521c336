/** One measurement: ours beside a peer's in the same run. What counts is the ratio, so a busy machine changes little. */
export interface Line {
  readonly what: string;
  /** Ours, with its unit: "210 ms". */
  readonly ours: string;
  /** The peer's, and who that is: "640 ms conftest test". */
  readonly peer: string;
  /** Ours over the peer's. */
  readonly ratio: number;
  /** The most that the ratio may be; absent where the line only informs. */
  readonly target?: number;
}

/** One file of bench/cases. A case that lacks something of the machine returns why instead of lines. */
export interface Case {
  readonly name: string;
  run(): Promise<readonly Line[] | { readonly leftOut: string }>;
}
