/** How long others wait while the server has much to do. */

/** Milliseconds between two requests. */
const PAUSE = 20;

/** Somebody who asks for something again and again. */
export class Visitor {
  readonly #answers: number[] = [];
  #isLeaving = false;
  readonly #visit: Promise<void>;

  readonly #urlOf: (n: number) => string;

  /** @param urlOf the address of the request of each number */
  constructor(urlOf: (n: number) => string) {
    this.#urlOf = urlOf;
    this.#visit = this.#stay();
  }

  async #stay(): Promise<void> {
    for (let n = 0; !this.#isLeaving; n++) {
      const sent = performance.now();
      await (await fetch(this.#urlOf(n))).arrayBuffer();
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
