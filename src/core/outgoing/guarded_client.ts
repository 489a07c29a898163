/**
 * Requests to addresses that callers choose. Unchecked, they could reach what only this server can reach: its own services,
 * the machines of its network, the metadata service of its cloud (server-side request forgery, OWASP A10:2021).
 *
 * The name of a host is resolved once, by the connection itself: the address that was checked is the address that is
 * connected to, whatever the name resolves to a moment later. Redirects are not followed.
 */
import { lookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Agent, Dispatcher } from "undici";
import { codeOf, messageOf } from "../thrown.ts";
import { isPublicAddress } from "./public_address.ts";
import { type Message, message } from "../messages/mod.ts";

const CONNECT_MILLISECONDS = 10_000;
/** Milliseconds without a byte after which an answer counts as lost. */
const SILENCE_MILLISECONDS = 30_000;
const MOST_CONNECTIONS = 4;

/** An address that must not be asked; asking again does not help. */
export class AddressRefusedError extends Error {
  override name = "AddressRefusedError";
  /** For people. */
  readonly text: Message;

  constructor(text: Message) {
    super(String(text));
    this.text = text;
  }
}

/** A server that could not be reached, or answered otherwise than asked. */
export class OutgoingError extends Error {
  override name = "OutgoingError";

  /** For people. */
  readonly text: Message;

  /** @param status of its answer, when there was one */
  constructor(text: Message, readonly status?: number, options?: ErrorOptions) {
    super(String(text), options);
    this.text = text;
  }
}

/** Bounds of one request. */
export interface RequestBounds {
  mostBytes: number;
  /** Milliseconds for all of it. */
  timeout: number;
}

/** Asks other servers, by GET alone. */
export interface GuardedClient extends AsyncDisposable {
  /**
   * The body of an answer with status 200.
   * @throws AddressRefusedError immediately; OutgoingError immediately or while the body is read
   */
  get(url: string, bounds: RequestBounds): Promise<AsyncIterable<Uint8Array>>;
}

/** What a client may reach, and how it introduces itself. */
export interface GuardedClientOptions {
  /** Hosts that may be asked even if their address is private: names, or `name:port` for only one port. */
  privateHosts: readonly string[];
  userAgent: string;
  /** Ends what is under way. */
  signal?: AbortSignal;
  /** Finds the addresses of a name; the system's resolver when left out. */
  resolve?: Resolve;
}

/** All addresses of a name, as `lookup` of `node:dns` gives them. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** Makes a client. Dispose of it to close its connections. */
export async function openGuardedClient(
  { privateHosts, userAgent, signal, resolve = lookup }: GuardedClientOptions,
): Promise<GuardedClient> {
  // It takes a quarter of a second to load, and most instances never need it.
  const { Agent } = await import("undici");
  const bounds: Agent.Options = {
    connections: MOST_CONNECTIONS,
    headersTimeout: SILENCE_MILLISECONDS,
    bodyTimeout: SILENCE_MILLISECONDS,
  };
  const guarded = new Agent({ ...bounds, connect: { timeout: CONNECT_MILLISECONDS, lookup: publicLookup(resolve) } });
  const trusting = new Agent({ ...bounds, connect: { timeout: CONNECT_MILLISECONDS } });
  return {
    async get(address, { mostBytes, timeout }) {
      const url = readAddress(address);
      const isTrusted = privateHosts.includes(url.host) || privateHosts.includes(url.hostname);
      if (!isTrusted) refusePrivateLiteral(url);
      const ends = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
      const request: Dispatcher.RequestOptions = {
        origin: url.origin,
        path: url.pathname + url.search,
        method: "GET",
        headers: { "user-agent": userAgent, "accept-encoding": "identity" },
        signal: AbortSignal.any(ends),
      };
      const { statusCode, body } = await (isTrusted ? trusting : guarded).request(request).catch((cause) =>
        fail(cause, url)
      );
      if (statusCode === 200) return bounded(body, mostBytes, url);
      // Its rest is of no use, and stops with the connection.
      body.on("error", () => {}).destroy();
      const isRedirect = statusCode >= 300 && statusCode < 400;
      const key = isRedirect ? "outgoing.redirected" : "outgoing.answered";
      throw new OutgoingError(message(key, { host: url.host, status: statusCode }), statusCode);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([guarded.destroy(), trusting.destroy()]);
    },
  };
}

/** Only the web's own schemes, and no credentials: they would end in logs and answers. */
function readAddress(address: string): URL {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new AddressRefusedError(message("outgoing.not_http", { address }));
  }
  if (url.username || url.password) throw new AddressRefusedError(message("outgoing.user_name"));
  return url;
}

/** A literal address is not looked up, so it has to be judged here. The parser of URLs has made `127.1` or `0x7f000001` one. */
function refusePrivateLiteral({ hostname }: URL): void {
  const literal = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) && !isPublicAddress(literal)) throw new AddressRefusedError(notPublic(hostname));
}

/** What connections resolve names with: a name that leads to any address that is not public is refused as a whole. */
function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new AddressRefusedError(notPublic(hostname)), []);
      }
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      if (!first) return callback(new Error(`${hostname} has no address`), []);
      callback(null, first.address, first.family);
    });
  };
}

function notPublic(hostname: string): Message {
  return message("outgoing.not_public", { host: hostname });
}

async function* bounded(body: AsyncIterable<Uint8Array>, mostBytes: number, url: URL): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > mostBytes) {
        throw new OutgoingError(message("outgoing.too_large", { host: url.host, bytes: mostBytes }));
      }
      yield chunk;
    }
  } catch (cause) {
    fail(cause, url);
  }
}

function fail(cause: unknown, url: URL): never {
  if (cause instanceof OutgoingError) throw cause;
  for (let error = cause; error instanceof Error; error = error.cause) {
    if (error instanceof AddressRefusedError) throw error;
  }
  throw new OutgoingError(
    message("outgoing.unreachable", { host: url.host, reason: messageOf(cause) || codeOf(cause) || "?" }),
    undefined,
    { cause },
  );
}

/**
 * Reads a JSON document. Its size has to be bounded so that parsing it takes a moment.
 * @throws AddressRefusedError, OutgoingError
 */
export async function readOutgoingJson(client: GuardedClient, url: string, bounds: RequestBounds): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of await client.get(url, bounds)) text += decoder.decode(chunk, { stream: true });
  text += decoder.decode();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OutgoingError(message("outgoing.not_json", { host: new URL(url).host }), undefined, { cause });
  }
}
