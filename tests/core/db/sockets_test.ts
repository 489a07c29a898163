/** Connections that break instead of being closed, as when a machine or a network fails. */
import assert from "node:assert/strict";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { isDatabaseAway } from "../../../src/core/db/errors.ts";
import { socketFactory } from "../../../src/core/db/sockets.ts";
import { openPool, type Sql } from "../../../src/core/db/sql.ts";
import { tlsOf, urlForServer } from "../../../src/core/db/tls.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { startCluster } from "../../support/postgres_cluster.ts";
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

Deno.test("nothing is written where postgres.js writes null, as it does on Deno 2.4", async () => {
  const server = createServer((client) => client.pipe(client));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const socket = await socketFactory()({ host: ["127.0.0.1"], port: [port] });
  try {
    const written: unknown = Reflect.apply(socket.write, socket, [null]);
    assert.equal(written, true);
    socket.write("x");
    assert.equal(String(await new Promise((resolve) => socket.once("data", resolve))), "x");
  } finally {
    socket.destroy();
    server.close();
  }
});

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

/** Breaks the connections of a pool again and again, while queries run. */
async function breakRepeatedly(sql: Sql, address: string): Promise<void> {
  const url = new URL(address);
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
}

nativeDatabaseTest(
  "openPool() answers every query, however connections break and how soon it is asked again",
  async (sql, { target }) => {
    assert.ok("url" in target);
    await breakRepeatedly(sql, target.url);
  },
);

Deno.test({
  name: "openPool() does so over TLS too, verifies certificates when it is to, and says when there is no TLS",
  ignore: !Deno.env.has("TEST_DB_URL"),
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    await using cluster = await startCluster({ tls: true });
    if (!cluster) return;
    const plain = openPool({ url: cluster.url }, { max: 1 });
    const secure = openPool({ url: `${cluster.url}?sslmode=require` }, { max: 1 });
    try {
      const encrypted = (sql: Sql) => sql`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
      assert.deepEqual([...await encrypted(plain)], [{ ssl: false }]);
      assert.deepEqual([...await encrypted(secure)], [{ ssl: true }]);
      await breakRepeatedly(plain, `${cluster.url}?sslmode=require`);
      await refuses(
        `${cluster.url.replace("127.0.0.1", "localhost")}?sslmode=verify-full`,
        /certificate|self.signed|Issuer/i,
      );
      const verified = `${cluster.url}?sslrootcert=${cluster.certificate}&sslmode=`;
      await answers(`${verified.replace("127.0.0.1", "localhost")}verify-full`);
      // The certificate is for localhost only.
      await refuses(`${verified}verify-full`, /IP|altnames|match/i);
      await answers(`${verified}verify-ca`);
      await answers(`${verified}require`);
      await using bare = await startCluster();
      await refuses(`${bare!.url}?sslmode=require`, /does not offer TLS/);
      const prefers = openPool({ url: `${bare!.url}?sslmode=prefer` }, { max: 1 });
      assert.deepEqual([...await encrypted(prefers)], [{ ssl: false }]);
      await prefers.end({ timeout: 1 });
    } finally {
      await Promise.all([plain.end({ timeout: 1 }), secure.end({ timeout: 1 })]);
    }
  },
});

async function answers(url: string): Promise<void> {
  const pool = openPool({ url }, { max: 1 });
  try {
    const [row] = await pool<{ ssl: boolean }[]>`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
    assert.equal(row?.ssl, true);
  } finally {
    await pool.end({ timeout: 1 });
  }
}

/** Every query fails, and none waits for ever. */
async function refuses(url: string, message: RegExp): Promise<void> {
  const pool = openPool({ url }, { max: 1 });
  try {
    for (let times = 0; times < 3; times++) await within(20, url, () => assert.rejects(pool`SELECT 1`, { message }));
  } finally {
    await pool.end({ timeout: 0 });
  }
}

Deno.test("tlsOf() reads what URLs say about encryption", () => {
  const tls = (query: string) => tlsOf(`postgres://user:p%40ss@one.example:1,two.example:2/name${query}`);
  assert.equal(tls(""), undefined);
  assert.equal(tls("?sslmode=disable"), undefined);
  assert.equal(tls("?sslmode=require&sslnegotiation=direct"), undefined);
  assert.deepEqual(tls("?sslmode=require"), { isOptional: false, options: { rejectUnauthorized: false } });
  assert.deepEqual(tls("?sslmode=prefer"), { isOptional: true, options: { rejectUnauthorized: false } });
  assert.deepEqual(tls("?ssl=true"), { isOptional: false, options: {} });
  assert.deepEqual(tls("?sslrootcert=system"), { isOptional: false, options: {} });
  assert.throws(() => tls("?sslmode=verify-full&sslrootcert=/no/such.pem"), {
    name: "SettingsError",
    message: /sslrootcert, \/no\/such\.pem, cannot be read/,
  });
});

Deno.test("urlForServer() keeps what is for the program alone", () => {
  const url = "postgres://user:p%40ss@one.example:1,two.example:2/name";
  assert.equal(urlForServer(url), url);
  assert.equal(urlForServer(`${url}?sslrootcert=/a.pem&sslcert=/b&sslkey=/c&channel_binding=require`), url);
  assert.equal(urlForServer(`${url}?sslmode=require&sslrootcert=system`), `${url}?sslmode=require`);
});

async function sleeping(sql: Sql): Promise<number> {
  return (await sql`SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'`).length;
}
