/** Gives up on a service that does not answer: without this, one that hangs would hold uploads and jobs for ever. */
import { messageOf } from "../../thrown.ts";
import { StoreUnreachableError } from "../store.ts";

/** Milliseconds without a byte of an answer: services answer within seconds, also when they are busy. */
export const LONGEST_SILENCE = 30_000;
/** Bytes a second that every connection to a service should manage, below which a request counts as stuck. */
const SLOWEST_SENDING = 64 * 1024;

/**
 * Sends a request, and reads its answer as long as something comes.
 * @param send makes the request, which the signal aborts
 * @param request for the message, such as `GET key`
 * @param sent bytes of the body of the request, which take their time too
 * @throws StoreUnreachableError, also while the body of the answer is read
 */
export async function fetchUnlessSilent(
  send: (signal: AbortSignal) => Promise<Response>,
  request: string,
  sent = 0,
  longestSilence = LONGEST_SILENCE,
): Promise<Response> {
  const controller = new AbortController();
  const watch = (milliseconds: number) =>
    setTimeout(() => {
      const seconds = milliseconds / 1000;
      controller.abort(new StoreUnreachableError(`The S3 service did not answer for ${seconds} s to ${request}`));
    }, milliseconds);
  const timer = watch(longestSilence + Math.round(sent / SLOWEST_SENDING * 1000));
  let response: Response;
  try {
    response = await send(controller.signal);
  } catch (cause) {
    if (cause instanceof StoreUnreachableError) throw cause;
    throw new StoreUnreachableError(`The S3 service cannot be reached: ${messageOf(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
  }
  if (!response.body) return response;
  const body = watchChunks(response.body, request, () => watch(longestSilence));
  return new Response(body, response);
}

/** Time counts only while a chunk is waited for: a client that reads slowly does not count as silence of the service. */
function watchChunks(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  request: string,
  watch: () => ReturnType<typeof setTimeout>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const timer = watch();
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (cause) {
        if (cause instanceof StoreUnreachableError) throw cause;
        throw new StoreUnreachableError(`The S3 service did not finish its answer to ${request}`, { cause });
      } finally {
        clearTimeout(timer);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}
