/** How long others wait while the server has much to do. */

/** Milliseconds between two requests. */
const PAUSE = 20;

/** Somebody who asks for the landing page again and again. */
export class Visitor {
  readonly #answers: number[] = [];
  #isLeaving = false;
  readonly #visit: Promise<void>;

  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
    this.#visit = this.#stay();
  }

  async #stay(): Promise<void> {
    while (!this.#isLeaving) {
      const sent = performance.now();
      await (await fetch(`${this.#url}/api`)).arrayBuffer();
      this.#answers.push(performance.now() - sent);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  /** Stops asking. @returns milliseconds of each request */
  async leave(): Promise<number[]> {
    this.#isLeaving = true;
    await this.#visit;
    return this.#answers;
  }
}
