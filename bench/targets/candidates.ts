/** The servers of a run, in the order they are measured. */
import type { Options } from "../options.ts";
import { type NativeServer, openNativeServer } from "./native_server.ts";
import { startOwnServer } from "./own_server.ts";
import { startPeer } from "./peer.ts";
import type { Candidate, Target } from "./target.ts";

/** What to start one after the other, never two at a time. */
export function candidates({ databases, peerTool }: Pick<Options, "databases" | "peerTool">): Candidate[] {
  const all: Candidate[] = [];
  if (databases.includes("embedded")) {
    all.push({
      name: "embedded",
      start: (settings = {}) => startOwnServer(settings),
    });
  }
  if (databases.includes("native")) all.push({ name: "native", start: startOnNativePostgres });
  if (peerTool !== undefined) {
    all.push({ name: "geovisio", start: (settings = {}) => startPeer(peerTool, settings) });
  }
  return all;
}

/** Our server on native PostgreSQL, one of its own unless `BENCH_DB_URL` names another. */
export async function startOnNativePostgres(settings: Record<string, string> = {}): Promise<Target> {
  await using stack = new AsyncDisposableStack();
  const server: NativeServer = stack.use(await openNativeServer());
  const database = stack.use(await server.createDatabase());
  const target = stack.use(await startOwnServer({ ...settings, DB_URL: database.url }));
  const all = stack.move();
  const { url, token, pid, workers } = target;
  return {
    url,
    token,
    pid,
    workers: server.pid === undefined ? [] : [...workers, server.pid],
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
