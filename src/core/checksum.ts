/** Checksums of what is read piece by piece. */
import { createHash } from "node:crypto";

/**
 * The SHA-256 of a stream, hexadecimal.
 * @param onChunk called after each piece with its bytes; may wait, and may throw to end the reading
 */
export async function sha256Of(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: (bytes: number) => Promise<void> | void = () => {},
): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    await onChunk(chunk.length);
  }
  return hash.digest("hex");
}
