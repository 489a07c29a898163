/** What the first thread and the others say to each other. */
import type { Target } from "../../core/db/sql.ts";
import type { Invitation, LineMessage } from "../../core/threads/mod.ts";

/** What another thread is started with. */
export interface Start {
  invitation: Invitation;
  /** Of all that answer requests, the first one included. */
  threads: number;
  /** What the settings are read from. */
  given: Record<string, string | undefined>;
  database: Target;
  port: number;
}

/** To another thread. */
export type ToThread = { kind: "start"; start: Start } | { kind: "stop" } | { kind: "line"; message: LineMessage };

/** From another thread. */
export type FromThread =
  | { kind: "ready" }
  | { kind: "stopped" }
  | { kind: "failed"; text: string }
  | { kind: "line"; message: LineMessage };
