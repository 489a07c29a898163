/**
 * The sockets of postgres.js (3.4.9). Node reports a failed socket in two steps: `error` at once, `close` when the operating
 * system has closed it. postgres.js fails all queries of a connection at the first and gives the connection up at the second. A
 * query that is asked in between, for example an immediate retry, is put behind those that failed and never answered, and
 * neither is any other on that connection: after some such losses the whole pool hangs.
 *
 * It also writes what it has collected in an immediate, which it clears where it writes earlier. Deno 2.4 runs an immediate that
 * was cleared in its own turn: postgres.js then writes null, which ended the process.
 */
import { isIP, type NetConnectOpts, Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Tls } from "./tls.ts";

/** Options that postgres.js passes to the option `socket`; its types leave out what it parsed. */
type Parsed = { path?: string | false; host: string[]; port: number[] };

/** Milliseconds in which a server has to agree to TLS. */
const TLS_PATIENCE = 30_000;
/** SSLRequest, and its answers (PostgreSQL documentation, 54.7). */
const SSL_REQUEST = Uint8Array.of(0, 0, 0, 8, 4, 210, 22, 47);
const AGREES = "S".charCodeAt(0), REFUSES = "N".charCodeAt(0);
/**
 * For the option `socket` of a pool: connects to its hosts in turn, by sockets whose `close` comes with their `error`.
 * @param tls as `tlsOf()` gives it; postgres.js must not know of it then, as it would encrypt the socket once more
 */
export function socketFactory(tls?: Tls): (options: unknown) => Socket | Promise<Socket> {
  let attempts = 0;
  return (options) => {
    // postgres.js calls this with the options it has parsed, where hosts and ports are lists of equal length.
    const { path, host, port } = options as Parsed;
    const index = attempts++ % host.length;
    const target: NetConnectOpts = path ? { path } : { host: host[index], port: port[index] ?? 5432 };
    if (tls !== undefined && !path) return encrypted(target, host[index] ?? "", tls);
    // For TLS, postgres.js reads the name of the server from the socket. Guarded last: connect() puts its own write() back.
    return guarded(Object.assign(new Socket(), { host: host[index], port: port[index] }).connect(target));
  };
}

/** Never fails: postgres.js would wait for a socket for ever. A socket that could not be encrypted breaks once it is used. */
async function encrypted(target: NetConnectOpts, host: string, { isOptional, options }: Tls): Promise<Socket> {
  const raw = new Socket().connect(target);
  try {
    const answer = await askForTls(raw);
    if (answer === REFUSES && isOptional) return guarded(raw);
    if (answer !== AGREES) throw new Error("The database server does not offer TLS");
    const secure = connectTls({
      socket: raw,
      // Else an address is verified as "localhost".
      host,
      // Not for addresses (RFC 6066 section 3).
      ...(isIP(host) ? {} : { servername: host }),
      ...options,
    });
    await settled(secure, "secureConnect");
    return guarded(secure);
  } catch (error) {
    raw.destroy();
    const broken = guarded(new Socket());
    // Writing to it would fail first, for another reason.
    broken.write = () => true;
    setTimeout(() => broken.destroy(error instanceof Error ? error : new Error(String(error))));
    return broken;
  }
}

async function askForTls(raw: Socket): Promise<number | undefined> {
  await settled(raw, "connect");
  raw.write(SSL_REQUEST);
  // The server sends one byte, and waits then.
  const bytes = await settled(raw, "data");
  return bytes instanceof Uint8Array ? bytes[0] : undefined;
}

/** Waits for an event, or for the end of the socket, for as long as that may take. */
async function settled(socket: Socket, event: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const timer = setTimeout(() => reject(new Error("The database server did not answer in time")), TLS_PATIENCE);
  const end = () =>
    reject(Object.assign(new Error("The database server closed the connection"), { code: "ECONNRESET" }));
  socket.once(event, resolve).once("error", reject).once("close", end);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.off(event, resolve).off("error", reject).off("close", end);
  }
}

/** Makes the `close` of a socket come with its `error`, and lets nothing be written where there is nothing to write. */
function guarded<S extends Socket>(socket: S): S {
  // The types of `bind` know one of its overloads; it is called with what `emit` was called with.
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...parameters: unknown[]) => boolean;
  socket.emit = (event: string | symbol, ...parameters: unknown[]) => {
    const isHeard = emit(event, ...parameters);
    if (event === "error") {
      emit("close", true);
      // Nobody is listening by now.
      socket.on("error", () => {});
    }
    return isHeard;
  };
  // As above: it is called with what `write` was called with.
  const write = socket.write.bind(socket) as (...parameters: unknown[]) => boolean;
  socket.write = (...parameters: unknown[]) => parameters[0] === null || write(...parameters);
  return socket;
}
