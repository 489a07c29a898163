/** Does for several at once what costs as much for many as for one. */

/** What is done, for all of a group. */
export interface Work<Item, Result> {
  /** @returns what became of each, in their order */
  doAll(items: Item[]): Promise<PromiseSettledResult<Result>[]>;
  /** Whether one may be done together with those of a group. */
  fits(item: Item, group: Item[]): boolean;
  /** Members of a group at most. */
  most: number;
}

interface Waiting<Item, Result> {
  item: Item;
  settle: PromiseWithResolvers<Result>;
}

/**
 * Groups by key: one group at a time is at work; whoever comes meanwhile waits, and makes the next one with all others who came.
 * Nobody waits while nothing is going on.
 */
export class Together<Item, Result> {
  readonly #work: Work<Item, Result>;
  /** Those who wait, by key; a key is there while a group of it is at work. */
  readonly #waiting = new Map<string, Waiting<Item, Result>[]>();

  constructor(work: Work<Item, Result>) {
    this.#work = work;
  }

  /** @throws what the work throws, or gives for this item */
  do(key: string, item: Item): Promise<Result> {
    const settle = Promise.withResolvers<Result>(), one = { item, settle };
    const waiting = this.#waiting.get(key);
    if (waiting) waiting.push(one);
    else this.#workOff(key, [one]);
    return settle.promise;
  }

  async #workOff(key: string, waiting: Waiting<Item, Result>[]): Promise<void> {
    this.#waiting.set(key, waiting);
    while (waiting.length > 0) await this.#settle(this.#takeGroup(waiting));
    this.#waiting.delete(key);
  }

  #takeGroup(waiting: Waiting<Item, Result>[]): Waiting<Item, Result>[] {
    const group: Waiting<Item, Result>[] = [];
    for (const one of waiting.splice(0)) {
      const isFull = group.length === this.#work.most;
      const goes = !isFull && this.#work.fits(one.item, group.map(({ item }) => item));
      (goes ? group : waiting).push(one);
    }
    return group;
  }

  async #settle(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#work.doAll(group.map(({ item }) => item));
      for (const [index, { settle }] of group.entries()) {
        const result = results[index];
        if (result?.status === "fulfilled") settle.resolve(result.value);
        else settle.reject(result?.reason);
      }
    } catch (error) {
      for (const { settle } of group) settle.reject(error);
    }
  }
}
