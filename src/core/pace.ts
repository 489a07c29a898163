/** Long computations on the main thread, which requests wait for. */

/** Milliseconds of computing after which others get their turn. */
const LONGEST_TURN = 5;
/** Steps between two looks at the clock. */
const STEPS = 100;

/** Divides a computation into turns: `if (pace.isOver()) await pace.rest()` in its innermost loop. */
export class Pace {
  #steps = 0;
  #began = performance.now();

  /** Whether this turn has lasted long enough. To be asked at each step. */
  isOver(): boolean {
    return ++this.#steps % STEPS === 0 && this.isLate();
  }

  /** The same, to be asked after steps that take a millisecond each. */
  isLate(): boolean {
    return performance.now() - this.#began > LONGEST_TURN;
  }

  /** Lets everything else that waits be done first. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#began = performance.now();
  }
}
