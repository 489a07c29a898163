/**
 * Does reading stay fast as an instance grows? Times the read routes on native PostgreSQL with ten thousand pictures, and
 * again with a hundred times as many: `deno task bench:growth [sequences]`. The server is in this process; requests go
 * through HTTP one after the other. Besides the time, which depends on what else the machine does, it counts the blocks
 * (8 KiB) of tables and indexes that PostgreSQL looks at.
 */
import { migrate } from "../../src/core/db/migrate/mod.ts";
import { onlyRow } from "../../src/core/db/rows.ts";
import { openPool, type Sql } from "../../src/core/db/sql.ts";
import { assembleBackend } from "../../src/main/server.ts";
import { listen } from "../../src/main/listen.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { quantile } from "../measurement.ts";
import { openNativeServer } from "../targets/native_server.ts";
import { seedSequences, startOf } from "./seed.ts";

const FEW = 100, MANY = Number(Deno.args[0] ?? 10_000);
const REQUESTS = 90;
/** How many times as many blocks a route may read as with few pictures. */
const MOST_RATIO = 2;

await using postgres = await openNativeServer();
await using database = await postgres.createDatabase();
const folder = await Deno.makeTempDir();
try {
  await connected(async (sql) => {
    await migrate(sql);
    await disableAutovacuum(sql);
    await seedSequences(sql, 0, FEW);
  });
  const few = await connected((sql) => measureServer(sql, FEW));
  await connected((sql) => seedSequences(sql, FEW, MANY));
  const many = await connected((sql) => measureServer(sql, MANY));
  report(few, many);
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** A separate connection for each size: PostgreSQL remembers what plans cost when there were few pictures. */
async function connected<T>(use: (sql: Sql) => Promise<T>): Promise<T> {
  // One, because statistics are kept by connection until they are asked for.
  const sql = openPool({ url: database.url }, { max: 1 });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function measureServer(sql: Sql, sequences: number): Promise<Map<string, Cost>> {
  const settings = readSettings({ PANORAMAX_DATA: folder, PICTURE_PROCESS_THREADS_LIMIT: "0", PORT: "0" });
  const backend = await assembleBackend(settings, { sql, whenAlone: (work) => work() });
  const http = await listen(backend.services);
  try {
    return await measure(http.url, sql, sequences);
  } finally {
    await http.stop();
    await backend.stop();
  }
}

/** Its reads would be counted as those of the requests; the seed vacuums anyway. */
async function disableAutovacuum(sql: Sql): Promise<void> {
  const tables = await sql<
    { name: string }[]
  >`SELECT relname AS name FROM pg_stat_user_tables WHERE schemaname = 'public'`;
  for (const { name } of tables) await sql`ALTER TABLE ${sql(name)} SET (autovacuum_enabled = FALSE)`;
}

interface Cost {
  /** Milliseconds within which the fastest tenth of the requests was answered: what else runs slows the others. */
  time: number;
  /** Blocks a request. */
  blocks: number;
}

/** What each kind of request costs. */
async function measure(url: string, sql: Sql, sequences: number): Promise<Map<string, Cost>> {
  const last = onlyRow(
    await sql<{ inserted_at: string }[]>`SELECT inserted_at FROM sequences ORDER BY inserted_at DESC LIMIT 1`,
  );
  const collections = "/api/collections?limit=100&sortby=%2Bcreated,%2Bid";
  const lastPage = `${collections}&page=${encodeURIComponent(`created <= '${last.inserted_at}'`)}`;
  const ids = await sql<{ seq_id: string; pic_id: string }[]>`
    SELECT seq_id, pic_id FROM generate_series(1, ${REQUESTS}::int) n
    JOIN sequences_pictures ON seq_id = md5('s' || (n * 7919 % ${sequences}::int))::uuid AND rank = 1 + n`;
  const idsOf = (n: number) => {
    const found = ids[n % ids.length];
    if (!found) throw new Error("The instance has no pictures");
    return found;
  };
  const place = (n: number) => startOf(n * 7919 % sequences);
  const routes: Record<string, (n: number) => string> = {
    "landing page": () => "/api",
    "search in a box": (n) => {
      const { longitude, latitude } = place(n);
      return `/api/search?bbox=${longitude},${latitude - 0.001},${longitude + 0.004},${latitude + 0.001}`;
    },
    "search of a place": (n) =>
      `/api/search?place_position=${place(n).longitude + 0.004},${place(n).latitude}&place_distance=3-50`,
    "search, last updated": () => "/api/search",
    "search in a collection": (n) => `/api/search?collections=${idsOf(n).seq_id}`,
    "search, filter by collection": (n) =>
      `/api/search?filter=${encodeURIComponent(`collection = '${idsOf(n).seq_id}'`)}`,
    "collections, first page": () => collections,
    "collections, last page": () => lastPage,
    "items of a collection, a page": (n) => `/api/collections/${idsOf(n).seq_id}/items?limit=50&startAfterRank=20`,
    "one item": (n) => `/api/collections/${idsOf(n).seq_id}/items/${idsOf(n).pic_id}`,
    "one collection": (n) => `/api/collections/${idsOf(n).seq_id}`,
  };
  const fastest = new Map<string, Cost>();
  for (const [name, path] of Object.entries(routes)) {
    const durations: number[] = [];
    let before = 0;
    for (let n = -10; n < REQUESTS; n++) {
      const start = performance.now();
      const response = await fetch(url + path(Math.abs(n)));
      const text = await response.text();
      if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
      if (n >= 0) durations.push(performance.now() - start);
      else if (n === -1) before = await blocksRead(sql);
    }
    const blocks = (await blocksRead(sql) - before) / REQUESTS;
    fastest.set(name, { time: quantile(durations, 0.1), blocks });
  }
  return fastest;
}

/** Blocks of all tables and indexes that were looked at since the start. */
async function blocksRead(sql: Sql): Promise<number> {
  await sql`SELECT pg_stat_force_next_flush()`;
  const rows = await sql<{ blocks: number }[]>`
    SELECT sum(coalesce(heap_blks_hit + heap_blks_read, 0) + coalesce(idx_blks_hit + idx_blks_read, 0)
      + coalesce(toast_blks_hit + toast_blks_read, 0))::float8 AS blocks
    FROM pg_statio_user_tables`;
  return onlyRow(rows).blocks;
}

function report(few: Map<string, Cost>, many: Map<string, Cost>): void {
  console.log(
    `| GET | blocks, ${FEW * 100} pictures | blocks, ${MANY * 100} | ratio | ms, ${FEW * 100} | ms, ${MANY * 100} |`,
  );
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const [name, before] of few) {
    const after = many.get(name);
    if (!after) throw new Error(`${name} was not measured`);
    const ratio = after.blocks / before.blocks;
    console.log(
      `| ${name} | ${before.blocks.toFixed(0)} | ${after.blocks.toFixed(0)} | ${ratio.toFixed(1)}${
        ratio > MOST_RATIO ? " MISSED" : ""
      } | ${before.time.toFixed(1)} | ${after.time.toFixed(1)} |`,
    );
  }
}
