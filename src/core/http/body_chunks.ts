/** Reads the body of a request, and ends what arrives too slowly: each such request would hold a connection and memory. */
import { message } from "../messages/mod.ts";
import { ApiError } from "./errors.ts";

/** How slow a client may be. */
export interface Patience {
  /** Milliseconds without a byte. */
  silence: number;
  /** Bytes in a second, over the whole time that was spent waiting for the client; counts once `silence` has passed. */
  slowest: number;
}

/** Phones in a tunnel are silent for a while; no network in use is slower than this. */
const PATIENCE: Patience = { silence: 60_000, slowest: 256 };

/**
 * The chunks of a body; none when there is none. Time that the reader of the chunks takes does not count.
 * @throws ApiError 408 for a client that is too slow; an error when the connection is cut
 */
export async function* chunksOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  { silence, slowest }: Patience = PATIENCE,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!body) return;
  const reader = body.getReader();
  let size = 0, waited = 0, waitingSince: number | undefined, isTooSlow = false;
  const timer = setInterval(() => {
    if (waitingSince === undefined) return;
    const now = performance.now() - waitingSince, whole = waited + now;
    isTooSlow = now > silence || (whole > silence && size / whole * 1000 < slowest);
    if (isTooSlow) reader.cancel().catch(() => {});
  }, silence / 10);
  try {
    while (true) {
      waitingSince = performance.now();
      const { done, value } = await reader.read();
      waited += performance.now() - waitingSince;
      waitingSince = undefined;
      if (isTooSlow) throw new ApiError(408, message("http.body_too_slow"));
      if (done) return;
      size += value.length;
      yield value;
    }
  } finally {
    clearInterval(timer);
    await reader.cancel().catch(() => {});
  }
}

/** The most of a body that is read though nobody wants it: somebody who is still sending reads no answer. */
export const MOST_UNREAD_BYTES = 64 * 1024 * 1024;

/** Reads a body that nobody wants, within reason. @throws ApiError 408 for a client that is too slow */
export async function dropBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  patience?: Patience,
): Promise<void> {
  let size = 0;
  for await (const chunk of chunksOf(body, patience)) {
    size += chunk.length;
    if (size > MOST_UNREAD_BYTES) return;
  }
}
