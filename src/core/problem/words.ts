/** What happened, and what to do next. */
export interface Words {
  readonly summary: string;
  readonly next: string;
}
