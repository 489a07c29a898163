/**
 * POST by Node's client, which sends the names of headers as they are written. Their case means
 * nothing in HTTP (RFC 9110 §5.1), and `fetch` writes them small; servers put together from small parts, as those that blur
 * often are, look for `Content-Length` all the same.
 */
import { type IncomingMessage, request } from "node:http";
import { request as requestByTls } from "node:https";
import { Readable } from "node:stream";

/**
 * Sends a body of known length. Redirects are answers like any other.
 * @param signal ends the exchange, also while the answer is read
 * @throws Error when there is no answer
 */
export async function post(
  url: URL,
  headers: Record<string, string>,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Response> {
  const answer = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === "https:" ? requestByTls : request;
  // A connection of its own: on one that was used before, Deno's client does not hear of the signal.
  const options = { method: "POST", headers: { ...headers, "Content-Length": body.length }, signal, agent: false };
  const exchange = send(url, options);
  exchange.on("response", answer.resolve).on("error", answer.reject).end(body);
  return asResponse(await answer.promise);
}

function asResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const hasBody = ![204, 205, 304].includes(status);
  if (!hasBody) message.resume();
  // Node's web streams are those of the web, declared apart; what comes from the network are bytes.
  const body = hasBody ? Readable.toWeb(message) as unknown as ReadableStream<Uint8Array> : null;
  return new Response(body, {
    status,
    statusText: message.statusMessage,
    headers: Object.entries(message.headersDistinct).map((
      [name, values],
    ): [string, string] => [name, (values ?? []).join(", ")]),
  });
}
