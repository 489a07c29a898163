/**
 * Does reading stay fast as an instance grows? Times the read routes on native PostgreSQL with ten thousand pictures, and again
 * with many more: `deno task bench:growth`, a million by default. With `--world`, they are distributed as in the real world, and
 * what tables take and regular work costs is measured too: `--world --pictures 10000000` takes an hour and 30 GB.
 * `BENCH_DB_URL` names a PostgreSQL to use.
 *
 * The server is in this process; requests go through HTTP one after the other. Besides the time, which depends on what else the
 * machine does, it counts the blocks (8 KiB) of tables and indexes that PostgreSQL looks at.
 */
import { parseArgs } from "node:util";
import { migrate } from "../../src/core/db/migrate/mod.ts";
import { openPool, type Sql } from "../../src/core/db/sql.ts";
import { listen } from "../../src/main/listen.ts";
import { assembleBackend } from "../../src/main/server.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { openNativeServer } from "../targets/native_server.ts";
import { reportMaintenance } from "./maintenance.ts";
import { type Cost, measure } from "./measure.ts";
import { PICTURES_EACH, seedSequences } from "./seed.ts";
import { seedWorld } from "./world.ts";

const { values: { world, pictures } } = parseArgs({
  options: { world: { type: "boolean", default: false }, pictures: { type: "string", default: "1000000" } },
});
const FEW = 100, MANY = Number(pictures) / PICTURES_EACH;
/** How many times as many blocks a route may read as with few pictures. */
const MOST_RATIO = 2;
/** Milliseconds, as for the requests of a server. */
const STATEMENT_TIMEOUT = 10_000;
/** Of a server that runs jobs. */
const CONNECTIONS = 5;
const seed = world ? seedWorld : seedSequences;

await using postgres = await openNativeServer();
await using database = await postgres.createDatabase();
const folder = await Deno.makeTempDir();
try {
  await connected(async (sql) => {
    await migrate(sql);
    await disableAutovacuum(sql);
    await seed(sql, 0, FEW);
  });
  const few = await connected((sql) => measureServer(sql, FEW), STATEMENT_TIMEOUT);
  await connected((sql) => seed(sql, FEW, MANY));
  const many = await connected((sql) => measureServer(sql, MANY), STATEMENT_TIMEOUT);
  report(few, many);
  if (world) {
    await connected((sql) => reportMaintenance(sql, MANY * PICTURES_EACH, folder), STATEMENT_TIMEOUT, CONNECTIONS);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}

/**
 * A separate connection for each size: PostgreSQL remembers what plans cost when there were few pictures.
 * @param max one where blocks are counted, as statistics are kept by connection until they are asked for
 */
async function connected<T>(use: (sql: Sql) => Promise<T>, statementTimeout?: number, max = 1): Promise<T> {
  const sql = openPool({ url: database.url }, { max, statementTimeout });
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
    return await measure(http.url, sql, sequences, world);
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
      } | ${before.time.toFixed(1)} | ${after.time.toFixed(1)}${after.status === 200 ? "" : ` (${after.status})`} |`,
    );
  }
}
