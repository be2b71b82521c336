import type { CallOptions } from "../../../ports/call-options.ts";
import { Answer } from "../answer.ts";
import { statusOf, type Client } from "../client.ts";

/** A look at GitHub's settings: what the token may not see is noted, not thrown. */
export class Look {
  readonly client: Client;
  readonly options: CallOptions;
  /** What could not be seen. */
  readonly unseen: string[] = [];

  constructor(client: Client, options: CallOptions) {
    this.client = client;
    this.options = options;
  }

  readonly #absent = new Set<string>();

  /** The repository as people write it. */
  get repository(): string {
    return `${this.client.owner}/${this.client.repo}`;
  }

  /** One answer; null: the token may not see it, or there is none. */
  async one(
    what: string,
    route: string,
    parameters: { readonly [name: string]: unknown } = {},
  ): Promise<Answer | null> {
    try {
      return new Answer(what, await this.client.one(what, route, parameters, this.options));
    } catch (error) {
      return this.#missing(what, error);
    }
  }

  /** Every item of every page; null likewise. */
  async all(
    what: string,
    route: string,
    parameters: { readonly [name: string]: unknown } = {},
  ): Promise<readonly Answer[] | null> {
    const items: Answer[] = [];
    try {
      for await (const page of this.client.pages(what, route, parameters, this.options))
        items.push(...page.map((item) => new Answer(what, item)));
      return items;
    } catch (error) {
      return this.#missing(what, error);
    }
  }

  #missing(what: string, error: unknown): null {
    const status = error instanceof Error ? statusOf(error.cause) : null;
    if (status === null || ![403, 404, 422].includes(status)) throw error;
    if (status === 404) this.#absent.add(what);
    this.miss(what);
    return null;
  }

  /** Notes that something could not be seen. */
  miss(what: string): void {
    if (!this.unseen.includes(what)) this.unseen.push(what);
  }

  /** Whether what was not answered is just not there: then it was seen that it is missing. */
  isAbsent(what: string): boolean {
    if (!this.#absent.has(what)) return false;
    this.unseen.splice(this.unseen.indexOf(what), 1);
    return true;
  }
}
