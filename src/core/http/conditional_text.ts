/** Texts that clients ask for again and again: with an ETag, so that what did not change is not sent again (RFC 9110 §13). */
import { Buffer } from "node:buffer";
import { etagOf, evaluatePreconditions } from "./conditional.ts";
import type { RequestContext } from "./context.ts";

/**
 * Makes the answer to a GET or HEAD request with a text that is made anew each time. Only a 200 can be known already.
 * @param knownEtag that of the text, where it was worked out before
 * @returns the given status, 304 or 412
 */
export function conditionalText(
  context: RequestContext,
  text: string,
  type: string,
  status = 200,
  knownEtag?: string,
): Response {
  if (status !== 200) return new Response(text, { status, headers: { "Content-Type": type } });
  const etag = knownEtag ?? etagOf(text);
  const preconditions = evaluatePreconditions(context.req.raw.headers, { etag });
  if (preconditions === "not modified") return new Response(null, { status: 304, headers: { ETag: etag } });
  if (preconditions === "precondition failed") return new Response(null, { status: 412, headers: { ETag: etag } });
  // Known here, it need not be found out by reading the body.
  const length = String(Buffer.byteLength(text));
  return new Response(text, { headers: { "Content-Type": type, "Content-Length": length, ETag: etag } });
}
