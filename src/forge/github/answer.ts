import { brevetError } from "../../core/problem/brevet-error.ts";
import { parseInstant } from "../../core/time/parse-instant.ts";
import type { Instant } from "../../core/time/instant.ts";

/** An answer, read with distrust: what is not there, or of another form, is an error of the outside. */
export class Answer {
  readonly #what: string;
  readonly #value: unknown;

  constructor(what: string, value: unknown) {
    this.#what = what;
    this.#value = value;
  }

  /** A member; one that is missing is as good as null. */
  get(...names: readonly string[]): Answer {
    let value = this.#value;
    for (const name of names) value = isRecord(value) ? value[name] : undefined;
    return new Answer(this.#what, value ?? null);
  }

  get isNull(): boolean {
    return this.#value === null || this.#value === undefined;
  }

  text(): string {
    if (typeof this.#value !== "string") throw this.#wrong("a text");
    return this.#value;
  }

  number(): number {
    if (typeof this.#value !== "number" || !Number.isSafeInteger(this.#value)) throw this.#wrong("a number");
    return this.#value;
  }

  flag(): boolean {
    if (typeof this.#value !== "boolean") throw this.#wrong("yes or no");
    return this.#value;
  }

  instant(): Instant {
    const at = parseInstant(this.text());
    if (at === null) throw this.#wrong("a time");
    return at;
  }

  list(): readonly Answer[] {
    if (!Array.isArray(this.#value)) throw this.#wrong("a list");
    return this.#value.map((item) => new Answer(this.#what, item));
  }

  /** An object whose members are texts; others are left out. */
  texts(): { readonly [name: string]: string } {
    if (!isRecord(this.#value)) throw this.#wrong("an object");
    return Object.fromEntries(
      Object.entries(this.#value).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
  }

  /** What `read` makes of it, or null where there is nothing. */
  maybe<T>(read: (answer: Answer) => T): T | null {
    return this.isNull ? null : read(this);
  }

  #wrong(expected: string): Error {
    return brevetError("FORGE_FAILED", { what: this.#what, said: `a part of its answer is not ${expected}` });
  }
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
