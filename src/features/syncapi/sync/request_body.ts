/**
 * The body of a request, also of GET. RFC 9110 §9.3.1 gives such a body no meaning, and the Fetch standard has none: Deno
 * drops it. Scripts for indi-allsky send their form with GET all the same.
 */

import type { FormRequest } from "../../../core/http/multipart.ts";

/**
 * The request with its body. For GET, it is taken from the inside of Deno's request; should a later Deno keep it elsewhere,
 * the body is null, and the metadata have to come in the query.
 */
export function withBody(request: Request): FormRequest {
  if (request.method !== "GET") return request;
  return { headers: request.headers, body: innerBody(request) };
}

/** What Deno keeps of a request: small bodies that came along with the head as bytes, others as a stream. */
interface InnerRequest {
  body?: { streamOrStatic?: ReadableStream<Uint8Array<ArrayBuffer>> | { body?: unknown } } | null;
}

/** Deno's server gives the body to every method but GET and HEAD; so the inner request is told of another one. */
function innerBody(request: Request): FormRequest["body"] {
  const symbol = Object.getOwnPropertySymbols(request).find(({ description }) => description === "request");
  if (!symbol) return null;
  try {
    const inner = (request as unknown as Record<symbol, InnerRequest>)[symbol];
    Object.defineProperty(inner, "method", { value: "POST", configurable: true });
    const body = inner.body?.streamOrStatic;
    if (body instanceof ReadableStream) return body;
    return body?.body instanceof Uint8Array ? ReadableStream.from([new Uint8Array(body.body)]) : null;
  } catch {
    return null;
  }
}
