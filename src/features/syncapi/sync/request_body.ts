/**
 * The body of a request, also of GET. RFC 9110 §9.3.1 gives such a body no meaning, and the Fetch standard has none: Deno
 * drops it. Scripts for indi-allsky send their form with GET nonetheless.
 */

import type { FormRequest } from "../../../core/http/multipart.ts";

/**
 * The request with its body. For GET, the body comes from the internals of Deno's request. Should a later Deno keep it
 * elsewhere, the body is null, and clients have to send the metadata in the query.
 */
export function withBody(request: Request): FormRequest {
  if (request.method !== "GET") return request;
  return { headers: request.headers, body: innerBody(request) };
}

/** What Deno keeps of a request: small bodies that came along with the head as bytes, others as a stream. */
interface InnerRequest {
  body?: { streamOrStatic?: ReadableStream<Uint8Array<ArrayBuffer>> | { body?: unknown } } | null;
}

/** Deno's server gives the body to every method but GET and HEAD, so the inner request is given another method. */
function innerBody(request: Request): FormRequest["body"] {
  const symbol = Object.getOwnPropertySymbols(request).find(({ description }) => description === "request");
  if (!symbol) return null;
  try {
    // Nothing declares what Deno keeps under this symbol.
    const inner = (request as unknown as Record<symbol, InnerRequest>)[symbol];
    if (!inner) return null;
    Object.defineProperty(inner, "method", { value: "POST", configurable: true });
    const body = inner.body?.streamOrStatic;
    if (body instanceof ReadableStream) return body;
    return body?.body instanceof Uint8Array ? ReadableStream.from([new Uint8Array(body.body)]) : null;
  } catch {
    return null;
  }
}
