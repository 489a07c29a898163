/** What can be wrong with an archive of map tiles. */
import { type Message, message, translate } from "../../../core/messages/mod.ts";

/** An archive that cannot be used, or not now. `told` says why, for people. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  readonly told: Message;

  constructor(told: Message, options?: ErrorOptions) {
    super(translate(told, "en"), options);
    this.told = told;
  }
}

/** The archive at an address became another one while it was read: what was remembered of it does not hold any more. */
export class ArchiveChangedError extends Error {
  override readonly name = "ArchiveChangedError";
}

/** The file is damaged, or no archive at all. */
export function damaged(cause?: unknown): ArchiveError {
  return new ArchiveError(message("base_map.damaged"), { cause });
}
