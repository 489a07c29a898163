/** Who works in a lane of jobs: many at once, or one alone. */
export class Gate {
  #inside = 0;
  #closed?: PromiseWithResolvers<void>;
  #left?: PromiseWithResolvers<void>;

  /** How many are inside. */
  get inside(): number {
    return this.#inside;
  }

  /** Waits while somebody wants to be alone, and goes inside. */
  async enter(): Promise<void> {
    while (this.#closed) await this.#closed.promise;
    this.#inside++;
  }

  /** Goes out again. */
  leave(): void {
    this.#inside--;
    if (this.#inside <= 1) this.#left?.resolve();
  }

  /** Works when all others have left, and lets nobody enter until the end. For one that is inside; for one at a time. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const closed = this.#closed = Promise.withResolvers<void>();
    try {
      if (this.#inside > 1) {
        this.#left = Promise.withResolvers<void>();
        await this.#left.promise;
      }
      return await work();
    } finally {
      this.#left = this.#closed = undefined;
      closed.resolve();
    }
  }
}
