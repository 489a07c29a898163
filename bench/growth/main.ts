/**
 * Does reading stay fast as an instance grows? Times the read routes on native PostgreSQL with ten thousand pictures, and
 * again with a hundred times as many: `deno task bench:growth [sequences]`. The server is in this process; requests go
 * through HTTP one after the other.
 */
import { migrate } from "../../src/db/migrate/mod.ts";
import { openPool, type Sql } from "../../src/db/sql.ts";
import { assembleBackend, listen } from "../../src/server.ts";
import { readSettings } from "../../src/settings.ts";
import { quantile } from "../measurement.ts";
import { openNativeServer } from "../targets/native_server.ts";
import { seedSequences, startOf } from "./seed.ts";

const FEW = 100, MANY = Number(Deno.args[0] ?? 10_000);
const REQUESTS = 90;
/** What a route may take of the time it took with few pictures. */
const MOST_RATIO = 2;

await using postgres = await openNativeServer();
await using database = await postgres.createDatabase();
const sql = openPool({ url: database.url }, { max: 4 });
const folder = await Deno.makeTempDir();
try {
  await migrate(sql);
  const settings = readSettings({ PANORAMAX_DATA: folder, PICTURE_PROCESS_THREADS_LIMIT: "0", PORT: "0" });
  const backend = await assembleBackend(settings, { sql, whenAlone: (work) => work() });
  const http = await listen(backend.services);
  try {
    await seedSequences(sql, 0, FEW);
    const few = await measure(http.url, sql, FEW);
    await seedSequences(sql, FEW, MANY);
    const many = await measure(http.url, sql, MANY);
    report(few, many);
  } finally {
    await http.stop();
    await backend.stop();
  }
} finally {
  await sql.end({ timeout: 5 });
  await Deno.remove(folder, { recursive: true });
}

/**
 * Milliseconds within which the fastest tenth of the requests was answered, by what was asked: what else runs on the
 * machine slows the others.
 */
async function measure(url: string, sql: Sql, sequences: number): Promise<Map<string, number>> {
  const [last] = await sql`SELECT inserted_at FROM sequences ORDER BY inserted_at DESC LIMIT 1`;
  const collections = "/api/collections?limit=100&sortby=%2Bcreated,%2Bid";
  const lastPage = `${collections}&page=${encodeURIComponent(`created <= '${last.inserted_at}'`)}`;
  const ids = await sql<{ seq_id: string; pic_id: string }[]>`
    SELECT seq_id, pic_id FROM generate_series(1, ${REQUESTS}::int) n
    JOIN sequences_pictures ON seq_id = md5('s' || (n * 7919 % ${sequences}::int))::uuid AND rank = 1 + n`;
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
    "search in a collection": (n) => `/api/search?collections=${ids[n % ids.length].seq_id}`,
    "collections, first page": () => collections,
    "collections, last page": () => lastPage,
    "items of a collection, a page": (n) =>
      `/api/collections/${ids[n % ids.length].seq_id}/items?limit=50&startAfterRank=20`,
    "one item": (n) => `/api/collections/${ids[n % ids.length].seq_id}/items/${ids[n % ids.length].pic_id}`,
    "one collection": (n) => `/api/collections/${ids[n % ids.length].seq_id}`,
  };
  const fastest = new Map<string, number>();
  for (const [name, path] of Object.entries(routes)) {
    const durations: number[] = [];
    for (let n = -10; n < REQUESTS; n++) {
      const start = performance.now();
      const response = await fetch(url + path(Math.abs(n)));
      const text = await response.text();
      if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
      if (n >= 0) durations.push(performance.now() - start);
    }
    fastest.set(name, quantile(durations, 0.1));
  }
  return fastest;
}

function report(few: Map<string, number>, many: Map<string, number>): void {
  console.log(
    `| ms, fastest tenth of requests | ${FEW * 100} pictures | ${
      MANY * 100
    } pictures | ratio |\n| --- | --- | --- | --- |`,
  );
  for (const [name, before] of few) {
    const after = many.get(name)!, ratio = after / before;
    console.log(
      `| ${name} | ${before.toFixed(1)} | ${after.toFixed(1)} | ${ratio.toFixed(1)} ${
        ratio > MOST_RATIO ? "MISSED" : ""
      } |`,
    );
  }
}
