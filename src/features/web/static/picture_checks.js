/** Checks before a file is sent: is it a JPEG file, small enough, and has the same one been chosen already? */
import { readPicture } from "./exif_reader.js";
import { md5OfFile } from "./md5.js";

/** Filters out files that cannot be uploaded; one object per selection. */
export class PictureChecks {
  /** By size: the only file of that size, or the sums of all of them. */
  #bySize = new Map();
  #maxBytes;

  /** @param maxBytes size of the largest file that the server accepts */
  constructor(maxBytes = Infinity) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Looks at a file.
   * @returns what `readPicture()` says of it, and why it cannot be uploaded: `objection` is `not a picture`, `too large`,
   * `duplicate` or `unreadable`
   */
  async examine(file) {
    try {
      const picture = await readPicture(file);
      return { ...picture, objection: await this.#objectionTo(file, picture) };
    } catch (error) {
      if (error instanceof DOMException) return { objection: "unreadable" };
      throw error;
    }
  }

  async #objectionTo(file, { isJpeg }) {
    if (!isJpeg) return "not a picture";
    if (file.size > this.#maxBytes) return "too large";
    const alike = this.#bySize.get(file.size);
    if (!alike) {
      this.#bySize.set(file.size, { first: file });
      return undefined;
    }
    // Only files of equal size are read whole.
    alike.sums ??= new Set([await md5OfFile(alike.first)]);
    const sum = await md5OfFile(file);
    if (alike.sums.has(sum)) return "duplicate";
    alike.sums.add(sum);
    return undefined;
  }
}
