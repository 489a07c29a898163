/** Connections that break instead of being closed, as when a machine or a network fails. */
import assert from "node:assert/strict";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { isDatabaseAway } from "../../../src/core/db/errors.ts";
import { openPool, type Sql } from "../../../src/core/db/sql.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { repetitions } from "../../support/thorough.ts";
import { until } from "../../support/until.ts";
import { within } from "../../support/within.ts";

/** Passes connections on to a PostgreSQL server, and breaks them. */
class BreakingProxy {
  readonly #clients = new Set<Socket>();
  readonly #server: Server;

  constructor({ hostname, port }: URL) {
    this.#server = createServer((client) => {
      this.#clients.add(client);
      const upstream = connect(Number(port || 5432), hostname);
      client.on("close", () => {
        this.#clients.delete(client);
        upstream.destroy();
      });
      for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
      upstream.on("close", () => client.destroy());
      client.pipe(upstream).pipe(client);
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    // Not a pipe, so it has an address of this kind.
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resets all connections (TCP RST): clients get ECONNRESET. */
  breakAll(): void {
    for (const client of this.#clients) client.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.breakAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const CONNECTIONS = 2;
const ASKERS = 3 * CONNECTIONS;

/** A query that is under way when its connection breaks, and the next one right after it failed. */
async function askAgainAtOnce(pool: Sql): Promise<void> {
  try {
    await pool`SELECT pg_sleep(0.3)`;
  } catch (error) {
    assert.ok(isDatabaseAway(error), String(error));
    await pool`SELECT 1`.catch((again) => assert.ok(isDatabaseAway(again), String(again)));
  }
}

nativeDatabaseTest(
  "openPool() answers every query, however connections break and how soon it is asked again",
  async (sql, { target }) => {
    assert.ok("url" in target);
    const url = new URL(target.url);
    await using proxy = new BreakingProxy(url);
    url.hostname = "127.0.0.1";
    url.port = String(await proxy.listen());
    const pool = openPool({ url: url.href }, { max: CONNECTIONS });
    try {
      for (let round = 0; round < repetitions({ some: 10, many: 200 }); round++) {
        await within(20, `round ${round}`, async () => {
          const asking = Promise.all(Array.from({ length: ASKERS }, () => askAgainAtOnce(pool)));
          await until(async () => (await sleeping(sql)) > 0);
          proxy.breakAll();
          await asking;
        });
      }
    } finally {
      await pool.end({ timeout: 0 });
    }
  },
);

async function sleeping(sql: Sql): Promise<number> {
  return (await sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'
    AND state = 'active'`).length;
}
