/** Messages between the thread of the embedded database and the rest of the program. */
import type { LongHold } from "./hold.ts";

/** Starts the database; the first message to the worker. */
export interface StartRequest {
  kind: "start";
  dataFolder: string;
  postgisBundle: string;
  /** Path of the unix socket to listen on. */
  socket: string;
  /** Milliseconds; see Multiplexer. */
  idleInTransactionLimit: number;
  /** Of a `SharedState`. */
  memory: SharedArrayBuffer;
}

/** Shuts the database down cleanly. */
export interface StopRequest {
  kind: "stop";
  /** Milliseconds to wait until all clients have left. */
  patience: number;
}

/** What the program asks of the thread that runs the database. */
export type WorkerRequest = StartRequest | StopRequest;

/** What that thread answers. */
export type WorkerAnswer =
  | { kind: "started" }
  | { kind: "stopped" }
  | { kind: "held"; hold: LongHold }
  /** The database does not work, or has stopped working. */
  | { kind: "failed"; reason: string };
