/**
 * The sockets of postgres.js (3.4.9). Node reports a failed socket in two steps: `error` at once, `close` when the operating
 * system has closed it. postgres.js fails all queries of a connection at the first and gives the connection up at the second. A
 * query that is asked in between, as by whoever tries again at once, is put behind those that failed and never answered, and
 * neither is any other on that connection: after some such losses the whole pool hangs.
 */
import { type NetConnectOpts, Socket } from "node:net";

/** Options that postgres.js passes to the option `socket`; its types leave out what it parsed. */
type Parsed = { path?: string | false; host: string[]; port: number[] };

/** For the option `socket` of a pool: connects to its hosts in turn, by sockets whose `close` comes with their `error`. */
export function socketFactory(): (options: unknown) => Socket {
  let attempts = 0;
  return (options) => {
    // postgres.js calls this with the options it has parsed, where hosts and ports are lists of equal length.
    const { path, host, port } = options as Parsed;
    const index = attempts++ % host.length;
    const target: NetConnectOpts = path ? { path } : { host: host[index], port: port[index] ?? 5432 };
    // For TLS, postgres.js reads the name of the server from the socket.
    return Object.assign(new PromptSocket(), { host: host[index], port: port[index] }).connect(target);
  };
}

class PromptSocket extends Socket {
  override emit(event: string | symbol, ...parameters: unknown[]): boolean {
    const isHeard = super.emit(event, ...parameters);
    if (event === "error") {
      super.emit("close", true);
      // Nobody is listening by now.
      super.on("error", () => {});
    }
    return isHeard;
  }
}
