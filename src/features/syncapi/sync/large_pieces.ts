/** Cameras send their videos in pieces of 16 KiB, but each write to the disk costs time. */

/** Bytes of a piece. */
const SIZE = 256 * 1024;

/** The same bytes in fewer pieces. A piece is valid only until the next one is asked for: its memory is reused. */
export async function* inLargePieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(SIZE);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      const part = chunk.subarray(taken, taken + SIZE - filled);
      piece.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled === SIZE) {
        yield piece;
        filled = 0;
      }
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
