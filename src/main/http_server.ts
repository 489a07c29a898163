/** The HTTP server of the runtime, which goes on when the process has no descriptors left. */
import { logger } from "../core/log.ts";

const log = logger("server");
/** Milliseconds that running requests may take to end once the server is stopping. */
const SHUTDOWN_TIMEOUT = 30_000;
/** Milliseconds until it listens again. */
const PAUSE = 500;
/** Two failures within so many milliseconds mean that connections are held on purpose, or by mistake: they are closed. */
const HELD = 60_000;

const WITHOUT_BODY = ["GET", "HEAD", "OPTIONS"];

/** Where to listen. */
export interface ListenOptions {
  hostname: string;
  /** 0 for any that is free. */
  port: number;
  /** Whether other threads listen there too: connections are spread over all of them. */
  reusePort?: boolean;
}

/** A server that listens. */
export interface HttpServer {
  address: Deno.NetAddr;
  /** Receives no more bodies, then accepts nothing at all, and waits for the running requests. */
  stop(): Promise<void>;
}

/**
 * Answers requests. Without a descriptor left, `Deno.serve()` ends, and would end the process: whoever opens enough connections
 * could stop the server. Here it listens again, and closes those that were there when that does not suffice.
 * @throws Deno.errors.AddrInUse when another process has the address
 */
export async function serveHttp(options: ListenOptions, handler: Deno.ServeHandler<Deno.NetAddr>): Promise<HttpServer> {
  const former: { http: Deno.HttpServer; connections: AbortController }[] = [];
  const sending = new Set<Promise<Response>>();
  let isStopping = false, lastFailure = -Infinity, timer: ReturnType<typeof setTimeout> | undefined;

  /** `shutdown()` of Deno 2.9 cuts bodies off that are being received, so it has to come after them. */
  function answer(request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>): Response | Promise<Response> {
    if (WITHOUT_BODY.includes(request.method)) return handler(request, info);
    if (isStopping) return new Response(null, { status: 503, headers: { "Retry-After": "5", Connection: "close" } });
    const answering = Promise.resolve(handler(request, info)).finally(() => sending.delete(answering));
    sending.add(answering);
    return answering;
  }

  async function start(port: number): Promise<Deno.NetAddr> {
    const { promise: listening, resolve: onListen } = Promise.withResolvers<Deno.NetAddr>();
    const connections = new AbortController();
    const http = Deno.serve({ ...options, port, onListen, signal: connections.signal }, answer);
    former.push({ http, connections });
    const address = await listening;
    http.finished.catch((error) => listenAgain(address.port, error));
    return address;
  }

  function listenAgain(port: number, error: unknown): void {
    if (isStopping) return;
    const isHeld = performance.now() - lastFailure < HELD;
    lastFailure = performance.now();
    log.error(
      "No connection can be accepted ({error}): {action}. Raise the limit of open files (LimitNOFILE=, ulimit -n)",
      {
        error,
        action: isHeld ? "all that are open are closed" : "listening again, while those that are open go on",
      },
    );
    if (isHeld) { for (const { connections } of former.splice(0)) connections.abort(); }
    timer = setTimeout(() => void start(port).catch((problem) => listenAgain(port, problem)), PAUSE);
  }

  const address = await start(options.port);
  return {
    address,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const longest = setTimeout(resolve, SHUTDOWN_TIMEOUT);
      await Promise.race([Promise.allSettled(sending), tooLong]);
      await Promise.race([Promise.allSettled(former.map(({ http }) => http.shutdown())), tooLong]);
      clearTimeout(longest);
    },
  };
}
