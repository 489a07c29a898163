/** What the parts of the program share: plain objects made once in `server.ts` (tests make their own). */
import type { Blurrer } from "./blurring/mod.ts";
import type { BackgroundWork } from "./background.ts";
import type { Sql } from "./db/sql.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { Derivates } from "./imaging/derivates/mod.ts";
import type { Settings } from "./settings/mod.ts";
import type { Team } from "./threads/mod.ts";
import type { Stores } from "./storage/mod.ts";

/** What handlers and jobs work with: made once by the server, passed to each, never imported. */
export interface Services {
  settings: Settings;
  sql: Sql;
  stores: Stores;
  derivates: Derivates;
  /** What requests begin and do not wait for. */
  background: BackgroundWork;
  /** Blurs pictures on this machine. */
  blurrer: Blurrer;
  /** Key of the JSON Web Tokens; undefined if the instance has none (then nobody can log in). */
  secretKey?: Uint8Array<ArrayBuffer>;
  /** Figures for Prometheus; absent when the instance keeps them to itself. */
  metrics?: Metrics;
  /** The threads of this process that answer requests. */
  team: Team;
}
