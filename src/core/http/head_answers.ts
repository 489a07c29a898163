/** HEAD has the headers of GET (RFC 9110 section 9.3.2): the same length, or none. */
import type { MiddlewareHandler } from "hono";
import type { RequestVariables } from "./context.ts";

/** Longer answers are streams, whose length GET does not state either. */
const MOST_BYTES = 4 * 1024 * 1024;
const WITHOUT_CONTENT = [204, 304];

/** Measures what GET would send, where the handler did not say. */
export function headLength(): MiddlewareHandler<RequestVariables> {
  return async function headLength(context, next) {
    await next();
    const { res } = context;
    if (context.req.method !== "HEAD" || res.headers.has("Content-Length") || !res.body) return;
    const length = await measure(res.body);
    if (length !== undefined) res.headers.set("Content-Length", String(length));
  };
}

async function measure(body: ReadableStream<Uint8Array>): Promise<number | undefined> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_BYTES) return undefined;
  }
  return length;
}

/** The runtime takes an answer without a body for an empty one, `Content-Length: 0`; one with a stream has no length. */
export function withoutFalseLength(request: Request, response: Response): Response {
  const isKnown = response.headers.has("Content-Length") || WITHOUT_CONTENT.includes(response.status);
  if (request.method !== "HEAD" || isKnown) return response;
  return new Response(ReadableStream.from([]), response);
}
