/** Compresses answers made of text (RFC 9110 section 8.4). Pictures, videos and static files are sent as they are. */
import type { Context, MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import type { RequestVariables } from "./context.ts";

const COMPRESSIBLE =
  /^(application\/([\w.-]+\+)?(json|xml)|application\/vnd\.mapbox-vector-tile|text\/(html|plain|csv|xml))\s*(;|$)/i;
/** Bytes; below that, headers cost more than is saved. */
const SHORTEST = 1024;

/** By gzip or deflate, as the client accepts. A compressed representation is another one, so its ETag becomes weak. */
export function compression(): MiddlewareHandler<RequestVariables> {
  const compressWhatIsLong = compress({ threshold: SHORTEST, contentTypeFilter: COMPRESSIBLE });
  return function compression(context, next) {
    return compressWhatIsLong(context, async () => {
      await next();
      keepEtag(context);
      await noteShortLength(context);
    });
  };
}

/** "Not modified" has the ETag of the representation that the client has: the weak one of what was compressed. */
function keepEtag(context: Context<RequestVariables>): void {
  const { res } = context;
  const weak = `W/${res.headers.get("ETag")}`;
  if (res.status === 304 && context.req.header("If-None-Match")?.includes(weak)) res.headers.set("ETag", weak);
}

/** Gives a short answer its length, so that it is known to be short. */
async function noteShortLength(context: Context<RequestVariables>): Promise<void> {
  const { res } = context;
  const { body, headers } = res;
  if (!body || headers.has("Content-Length") || headers.has("Content-Encoding") || context.req.method === "HEAD") {
    return;
  }
  if (!COMPRESSIBLE.test(headers.get("Content-Type") ?? "")) return;
  const reader = body.getReader();
  const first = await reader.read();
  const second = first.done || first.value.length >= SHORTEST ? undefined : await reader.read();
  if (first.done || second?.done) {
    const bytes = first.value ?? new Uint8Array();
    context.res = new Response(bytes, res);
    context.res.headers.set("Content-Length", String(bytes.length));
    return;
  }
  const begin = [first.value, ...(second ? [second.value] : [])];
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  context.res = new Response(readable, res);
  (async () => {
    const writer = writable.getWriter();
    for (const chunk of begin) await writer.write(chunk);
    writer.releaseLock();
    reader.releaseLock();
    await body.pipeTo(writable);
  })().catch(() => {});
}
