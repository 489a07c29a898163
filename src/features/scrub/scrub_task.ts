/** Reads originals again, as slowly as `SCRUB_BYTES_PER_SECOND` says, each every `SCRUB_DAYS`. */
import { setTimeout } from "node:timers/promises";
import { logger } from "../../core/log.ts";
import type { Services } from "../../core/services.ts";
import type { Settings } from "../../core/settings/mod.ts";
import type { PeriodicTask } from "../jobs/mod.ts";
import { checkKnownOriginal, type OnRead } from "./check_original.ts";
import { claimOriginals, type OriginalProblem, type OriginalRow } from "./queries.ts";

const log = logger("scrub");

/** Bytes a second where files are on the disk; buckets check their files themselves, and reading them may cost money. */
const LOCAL_PACE = 2_000_000;
/** Files that are claimed at once. */
const BATCH = 50;
/** Milliseconds after which the task ends, to begin again with the next time of its pattern. */
const LONGEST_RUN = 9 * 60_000;

/** Reads originals again, a few at a time, and notes those that are missing or changed. */
export const scrubTask: PeriodicTask = {
  name: "checking originals",
  pattern: () => "*/10 * * * *",
  run: (services, stopping) => scrub(services, stopping),
};

/** Checks the originals that are due, until none is, or time is over. */
export async function scrub(services: Services, stopping: AbortSignal): Promise<void> {
  await scrubAll<OriginalRow>(
    {
      claim: (limit) => claimOriginals(services.sql, services.settings.SCRUB_DAYS, limit),
      check: (original, onRead) => checkKnownOriginal(original, services, onRead),
      nameOf: ({ id }) => `original of picture ${id}`,
    },
    services,
    stopping,
  );
}

/** Files of one kind that are read again from time to time. */
export interface Scrubbed<File> {
  /** Takes files that are due, so that other processes leave them alone. */
  claim(limit: number): Promise<File[]>;
  /** Reads a file, and notes and returns what is wrong with it. */
  check(file: File, onRead: OnRead): Promise<OriginalProblem | undefined>;
  /** For the log. */
  nameOf(file: File): string;
}

/** Checks the files that are due, as slowly as the settings say, until none is, or time is over. */
export async function scrubAll<File>(
  { claim, check, nameOf }: Scrubbed<File>,
  { settings }: Pick<Services, "settings">,
  stopping: AbortSignal,
): Promise<void> {
  const bytesPerSecond = paceOf(settings);
  if (bytesPerSecond === 0) return;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_RUN)]);
  const pace = new BytePace(bytesPerSecond, signal);
  for (;;) {
    const files = await claim(BATCH);
    if (files.length === 0) return;
    for (const file of files) {
      // What was claimed and not read is due again when the claim is over.
      if (signal.aborted) return;
      try {
        const problem = await check(file, (bytes) => pace.passed(bytes));
        if (problem) log.error("The {file} is {problem}", { file: nameOf(file), problem });
      } catch (error) {
        if (signal.aborted) return;
        log.warn("The {file} could not be checked: {error}", { file: nameOf(file), error });
      }
    }
  }
}

function paceOf({ SCRUB_BYTES_PER_SECOND, storage }: Settings): number {
  if (SCRUB_BYTES_PER_SECOND >= 0) return SCRUB_BYTES_PER_SECOND;
  return storage.permanent.startsWith("s3://") ? 0 : LOCAL_PACE;
}

/** Lets so many bytes a second pass. */
export class BytePace {
  readonly #bytesPerSecond: number;
  readonly #signal: AbortSignal;
  /** When the bytes so far may have passed, in the milliseconds of `performance.now()`. */
  #due = performance.now();

  constructor(bytesPerSecond: number, signal: AbortSignal) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#signal = signal;
  }

  /**
   * Waits until these bytes may have been read.
   * @throws AbortError when the signal is given
   */
  async passed(bytes: number): Promise<void> {
    const now = performance.now();
    this.#due = Math.max(this.#due, now) + bytes / this.#bytesPerSecond * 1000;
    await setTimeout(this.#due - now, undefined, { signal: this.#signal });
  }
}
