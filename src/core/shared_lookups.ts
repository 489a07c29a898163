/**
 * Looks things up once for all who ask at about the same time, and still never answers with what was true before somebody asked:
 * whoever asks while a lookup is under way shares the next one, which begins when that has ended.
 */

/** A lookup under way, and the one after it, if anybody waits for that. */
interface Round<Value> {
  answer: Promise<Value>;
  next?: Promise<Value>;
}

/** Lookups by key; nothing is kept once they have ended. */
export class SharedLookups<Value> {
  readonly #rounds = new Map<string, Round<Value>>();

  /**
   * What a lookup finds that begins now or later.
   * @param look looks up the same whoever asks with this key; all who share it get the same object
   */
  ask(key: string, look: () => Promise<Value>): Promise<Value> {
    const round = this.#rounds.get(key);
    if (!round) return this.#begin(key, look);
    const begin = () => this.#begin(key, look);
    return round.next ??= round.answer.then(begin, begin);
  }

  /** How many keys are being looked up. */
  get size(): number {
    return this.#rounds.size;
  }

  #begin(key: string, look: () => Promise<Value>): Promise<Value> {
    const round: Round<Value> = { answer: look() };
    this.#rounds.set(key, round);
    const end = () => {
      if (!round.next) this.#rounds.delete(key);
    };
    round.answer.then(end, end);
    return round.answer;
  }
}
