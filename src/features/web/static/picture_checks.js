/** Checks before a file is sent: is it a JPEG file, small enough, and has the same one been chosen already? */

const JPEG_START = [0xff, 0xd8, 0xff];

/** Filters out files that cannot be uploaded; one object per selection. */
export class PictureChecks {
  #bySize = new Map();
  #maxBytes;

  /** @param maxBytes size of the largest file that the server accepts */
  constructor(maxBytes = Infinity) {
    this.#maxBytes = maxBytes;
  }

  /** @returns undefined for a file that can be uploaded, else why not: `not a picture`, `too large` or `duplicate` */
  async objectionTo(file) {
    if (!await startsAsJpeg(file)) return "not a picture";
    if (file.size > this.#maxBytes) return "too large";
    const alike = this.#bySize.get(file.size) ?? [];
    for (const other of alike) {
      if (await hasSameContent(file, other)) return "duplicate";
    }
    this.#bySize.set(file.size, [...alike, file]);
    return undefined;
  }
}

async function startsAsJpeg(file) {
  const start = new Uint8Array(await file.slice(0, JPEG_START.length).arrayBuffer());
  return JPEG_START.every((byte, index) => start[index] === byte);
}

/** Compares files of the same size in pieces, since the first piece nearly always differs. */
async function hasSameContent(a, b) {
  const PIECE = 1 << 18;
  for (let position = 0; position < a.size; position += PIECE) {
    const [ours, theirs] = await Promise.all(
      [a, b].map(async (file) => new Uint8Array(await file.slice(position, position + PIECE).arrayBuffer())),
    );
    if (ours.some((byte, index) => byte !== theirs[index])) return false;
  }
  return true;
}
