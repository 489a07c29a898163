/** Texts that clients ask for again and again: with an ETag, so that what did not change is not sent again (RFC 9110 §13). */
import { evaluatePreconditions } from "./conditional.ts";
import type { RequestContext } from "./context.ts";

/**
 * Makes the answer to a GET or HEAD request with a text that is made anew each time. Only a 200 can be known already.
 * @returns the given status, 304 or 412
 */
export async function conditionalText(
  context: RequestContext,
  text: string,
  type: string,
  status = 200,
): Promise<Response> {
  if (status !== 200) return new Response(text, { status, headers: { "Content-Type": type } });
  const etag = `"${await digestOf(text)}"`;
  const preconditions = evaluatePreconditions(context.req.raw.headers, { etag });
  if (preconditions === "not modified") return new Response(null, { status: 304, headers: { ETag: etag } });
  if (preconditions === "precondition failed") return new Response(null, { status: 412, headers: { ETag: etag } });
  return new Response(text, { headers: { "Content-Type": type, ETag: etag } });
}

/** Says which text this is; nobody gains by finding another one with the same digest. */
async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).slice(0, 16).reduce((hex, byte) => hex + byte.toString(16).padStart(2, "0"), "");
}
