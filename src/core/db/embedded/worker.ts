/** The thread of the embedded database: a query blocks its thread, so the database gets a separate one. */
/// <reference lib="deno.worker" />
import type { Server } from "node:net";
import { Backend } from "./backend.ts";
import { Multiplexer } from "./multiplexer.ts";
import { SharedState } from "./shared_state.ts";
import { listen } from "./socket_server.ts";
import type { StartRequest, WorkerAnswer, WorkerRequest } from "./worker_messages.ts";

interface Running {
  backend: Backend;
  multiplexer: Multiplexer;
  server: Server;
}

/** Milliseconds between looks whether clients have left. */
const LOOK_INTERVAL = 50;

let running: Running | undefined;

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    if (data.kind === "start") {
      running = await start(data);
      answer({ kind: "started" });
    } else {
      if (running) await stop(running, data.patience);
      answer({ kind: "stopped" });
      self.close();
    }
  } catch (error) {
    fail(error);
  }
};

function answer(message: WorkerAnswer): void {
  self.postMessage(message);
}

function fail(error: unknown): void {
  answer({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
}

async function start(request: StartRequest): Promise<Running> {
  const { promise: ready, resolve, reject } = Promise.withResolvers<Multiplexer>();
  // Nobody may be waiting; the starter of the database is informed in another way.
  ready.catch(() => {});
  try {
    const server = await listen(request.socket, ready);
    const backend = await Backend.start(request, new SharedState(request.memory));
    const serverVersion = await checkBackend(backend);
    backend.forgetExtensionFiles();
    const multiplexer = new Multiplexer(backend, {
      idleInTransactionLimit: request.idleInTransactionLimit,
      serverVersion,
      onFailure: fail,
      onLongHold: (hold) => answer({ kind: "held", hold }),
    });
    resolve(multiplexer);
    return { backend, multiplexer, server };
  } catch (error) {
    reject(error);
    throw error;
  }
}

/** Returns the version of PostgreSQL, if all parts work: PROJ without its data fails by returning no row. */
async function checkBackend(backend: Backend): Promise<string> {
  const [row] = await backend.query(
    `SELECT current_setting('server_version') AS version, postgis_version() AS postgis,
      ST_AsText(ST_Transform(ST_SetSRID(ST_MakePoint(2.35, 48.85), 4326), 3857)) AS transformed`,
  );
  if (!row?.transformed) {
    throw new Error("PostGIS does not work: ST_Transform returned nothing (is PROJ's database there?)");
  }
  return String(row.version);
}

async function stop({ backend, multiplexer, server }: Running, patience: number): Promise<void> {
  server.close();
  const deadline = performance.now() + patience;
  while (multiplexer.connectionCount > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL));
  }
  await multiplexer.stop();
  await backend.stop();
}
