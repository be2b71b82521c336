/** What keeps a text from being plain YAML, and where: an offset into the text, null where it has no place. */
export interface Fault {
  readonly what: string;
  readonly offset: number | null;
}
