/** The blurring API: another server, which blurs faces and number plates and may tell what else it saw. */
import { readMultipart } from "../../../core/http/multipart.ts";
import { message } from "../../../core/messages/mod.ts";
import { RecoverableJobError, ServiceAwayError } from "../../jobs/mod.ts";
import { post } from "./post.ts";

/** How to reach a blurring API. */
export interface BlurApi {
  /** Address without `/blur/`. */
  url: string;
  /** Whether the server is to keep the parts it blurs, to give them back should they be wrong. */
  keepsUnblurredParts: boolean;
  /** Milliseconds until an answer counts as lost. */
  timeout: number;
}

/** What is longer cannot be detections. */
const MOST_METADATA_BYTES = 8 * 1024 * 1024;

/**
 * Sends a picture and receives it blurred. The answer is a form with `image` and, maybe, `metadata`, or the picture alone with
 * the metadata in the header `x-sgblur`.
 * @param receive takes the blurred picture
 * @returns the metadata, as JSON text
 * @throws ServiceAwayError when the server cannot be reached or says that it is overloaded; RecoverableJobError for any other
 *   failure, which may be the picture's
 */
export async function askToBlur(
  api: BlurApi,
  picture: Uint8Array<ArrayBuffer>,
  receive: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(api.timeout);
  try {
    const form = new FormData();
    form.set("picture", new Blob([picture], { type: "image/jpeg" }), "picture.jpg");
    // Encoded here for its length to be known: not every server takes chunked requests.
    const encoded = new Response(form);
    const response = await post(
      new URL(`${api.url.replace(/\/+$/, "")}/blur/${api.keepsUnblurredParts ? "?keep=1" : ""}`),
      { Accept: "multipart/form-data", "Content-Type": encoded.headers.get("Content-Type") ?? "multipart/form-data" },
      await encoded.bytes(),
      signal,
    );
    return await readAnswer(response, receive);
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    const text = message("pictures.blur_failed", {
      reason: reason instanceof Error ? reason.message || reason.name : String(reason),
    });
    if (error instanceof AwayError || isUnreachable(error)) throw new ServiceAwayError(text, { cause: error });
    throw new RecoverableJobError(text, { cause: error });
  }
}

/** Statuses of a server that is overloaded or not there behind its proxy (RFC 9110 section 15.6, RFC 6585 section 4). */
const AWAY = [429, 502, 503, 504];

class AwayError extends Error {}

/** Whether no connection was made, or it was lost. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" &&
    /^(ECONN|EHOST|ENET|ENOTFOUND$|EAI_|EPIPE$|ETIMEDOUT$|UND_ERR_SOCKET$)/.test(error.code);
}

async function readAnswer(
  response: Response,
  receive: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<string | undefined> {
  if (!response.ok) {
    await response.body?.cancel();
    const text = `${response.status} ${response.statusText}`.trim();
    throw AWAY.includes(response.status) ? new AwayError(text) : new Error(text);
  }
  if (!/^multipart\/form-data/i.test(response.headers.get("Content-Type") ?? "")) {
    await receive(response.body ?? new Blob([]).stream());
    return response.headers.get("x-sgblur") ?? undefined;
  }
  let hasImage = false;
  let metadata: string | undefined;
  const fields = await readMultipart(response, async ({ field, bytes }) => {
    if (field === "image") {
      hasImage = true;
      await receive(bytes);
    } else if (field === "metadata") metadata = await readText(bytes);
    else for await (const _ of bytes);
  });
  if (!hasImage) throw new Error("The answer holds no picture");
  return metadata ?? fields.get("metadata");
}

async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "", size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_METADATA_BYTES) throw new Error("The metadata of the answer are too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
