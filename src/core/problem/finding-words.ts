/** What a finding says: what is weak, what an attacker would do with it, and the exact fix. */
export interface FindingWords {
  readonly summary: string;
  readonly attack: string;
  readonly next: string;
}
