/** Which grants to show: all, or those of one subject, resource or target. */
export interface StatusFilter {
  readonly subject?: string;
  readonly resource?: string;
  readonly target?: string;
}
