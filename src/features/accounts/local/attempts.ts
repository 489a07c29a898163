/**
 * Slows down who guesses passwords, or does anything else too often. Memory is bounded: what was not touched for longest is
 * forgotten first.
 */

/** How many attempts may be made at once, and how soon one more. */
export interface AttemptLimit {
  burst: number;
  secondsPerAttempt: number;
}

interface Bucket {
  left: number;
  /** Milliseconds. */
  at: number;
}

const MOST_BUCKETS = 10_000;

/** Counts attempts by key (token buckets). */
export class AttemptCounter {
  private readonly buckets = new Map<string, Bucket>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly limit: AttemptLimit, private readonly now: () => number = () => performance.now()) {}

  /** Seconds until an attempt is possible; 0 for now. */
  waitingTime(key: string): number {
    const { left } = this.refilled(key);
    return left >= 1 ? 0 : Math.ceil((1 - left) * this.limit.secondsPerAttempt);
  }

  /** Notes an attempt. */
  take(key: string): void {
    const { left, at } = this.refilled(key);
    this.keep(key, { left: left - 1, at });
  }

  /** Forgets the last attempt: it was right. */
  giveBack(key: string): void {
    const { left, at } = this.refilled(key);
    this.keep(key, { left: left + 1, at });
  }

  /** How many keys are known. */
  get size(): number {
    return this.buckets.size;
  }

  private refilled(key: string): Bucket {
    const at = this.now();
    const bucket = this.buckets.get(key);
    if (!bucket) return { left: this.limit.burst, at };
    const gained = (at - bucket.at) / 1000 / this.limit.secondsPerAttempt;
    return { left: Math.min(this.limit.burst, bucket.left + gained), at };
  }

  private keep(key: string, bucket: Bucket): void {
    this.buckets.delete(key);
    if (bucket.left >= this.limit.burst) return;
    this.buckets.set(key, bucket);
    if (this.buckets.size > MOST_BUCKETS) this.buckets.delete(this.buckets.keys().next().value!);
  }
}

/**
 * What a login may try: so often from one address, so often for one account from there, and so often for one account from
 * everywhere. The last one is wide, or anybody could keep somebody else from logging in.
 */
export class LoginAttempts {
  private readonly ofAddress: AttemptCounter;
  private readonly ofLoginAtAddress: AttemptCounter;
  private readonly ofLogin: AttemptCounter;

  constructor(now?: () => number) {
    this.ofAddress = new AttemptCounter({ burst: 30, secondsPerAttempt: 20 }, now);
    this.ofLoginAtAddress = new AttemptCounter({ burst: 10, secondsPerAttempt: 60 }, now);
    this.ofLogin = new AttemptCounter({ burst: 100, secondsPerAttempt: 10 }, now);
  }

  /**
   * Notes an attempt before it is made, so that many at once count too.
   * @returns seconds to wait, 0 when the attempt may be made
   */
  take(login: string, address: string): number {
    const counted = this.counted(login, address);
    const wait = Math.max(...counted.map(([counter, key]) => counter.waitingTime(key)));
    if (wait === 0) { for (const [counter, key] of counted) counter.take(key); }
    return wait;
  }

  /** The attempt was right. */
  giveBack(login: string, address: string): void {
    for (const [counter, key] of this.counted(login, address)) counter.giveBack(key);
  }

  private counted(login: string, address: string): [AttemptCounter, string][] {
    return [[this.ofAddress, address], [this.ofLoginAtAddress, `${address} ${login}`], [this.ofLogin, login]];
  }
}
