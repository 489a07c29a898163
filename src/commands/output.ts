/** Where the results of commands go: sentences for people, or JSON for programs, and never both. */

/** Option of every command that prints what it did or found. */
export interface OutputOptions {
  /** Print the result as JSON. */
  json?: boolean;
}

/** Values of a result. Names are in `snake_case`, sizes in bytes, times in UTC. */
export type Facts = Record<string, unknown>;

/** Standard output of one command. */
export class Output {
  readonly #isJson: boolean;

  constructor({ json = false }: OutputOptions) {
    this.#isJson = json;
  }

  /** A line for people. Programs that asked for JSON do not get it. */
  say(line: string): void {
    if (!this.#isJson) console.log(line);
  }

  /** The result, as one line of JSON, for programs that asked for it. Its names stay as they are from version to version. */
  give(facts: Facts): void {
    if (this.#isJson) console.log(JSON.stringify(facts));
  }
}
