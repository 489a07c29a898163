/** Texts that clients ask for again and again: with an ETag, so that what did not change is not sent again (RFC 9110 §13). */
import { Buffer } from "node:buffer";
import { etagOf, evaluatePreconditions } from "./conditional.ts";
import type { RequestContext } from "./context.ts";
import { noteText } from "./made_text.ts";

/** What is known of a text in addition to its type. */
export interface TextOptions {
  /** Only a 200 can be known already; 200 when left out. */
  status?: number;
  /** The ETag, where it was worked out before. */
  etag?: string;
  /** Headers of the answer in addition to those about the text. */
  headers?: Record<string, string>;
}

/**
 * Makes the answer to a GET or HEAD request with a text that is made anew each time.
 * @returns the given status, 304 or 412
 */
export function conditionalText(
  context: RequestContext,
  text: string,
  type: string,
  { status = 200, etag = status === 200 ? etagOf(text) : "", headers = {} }: TextOptions = {},
): Response {
  if (status !== 200) return new Response(text, { status, headers: { ...headers, "Content-Type": type } });
  const body = () => ({ body: text, length: Buffer.byteLength(text) });
  return noteText(
    conditionalBody(context, etag, { ...headers, "Content-Type": type }, body),
    { text, headers: { ...headers, "Content-Type": type }, etag },
  );
}

/** A body, and the number of its bytes. */
export interface MeasuredBody {
  body: string | Uint8Array<ArrayBuffer>;
  length: number;
}

/**
 * Makes the answer to a GET or HEAD request with a body whose ETag is known.
 * @param headers of the whole answer, without its length and ETag
 * @param body asked for only where it is sent
 * @returns 200, 304 or 412
 */
export function conditionalBody(
  context: RequestContext,
  etag: string,
  { "Content-Type": type, ...headers }: Record<string, string>,
  body: () => MeasuredBody,
): Response {
  const preconditions = evaluatePreconditions(context.req.raw.headers, { etag });
  if (preconditions !== "go on") {
    return new Response(null, {
      status: preconditions === "not modified" ? 304 : 412,
      headers: { ...headers, ETag: etag },
    });
  }
  const { body: content, length } = body();
  // Known here, the length need not be found out by reading the body.
  const all = { ...headers, ...(type ? { "Content-Type": type } : {}), "Content-Length": String(length), ETag: etag };
  return new Response(content, { headers: all });
}
