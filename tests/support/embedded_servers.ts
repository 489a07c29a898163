/** Embedded databases that the test files of a run share, one file at a time: `deno task test` starts them. */
import { openPool, type Sql } from "../../src/core/db/sql.ts";

const FOLDER = "TEST_EMBEDDED_SERVERS";
const SERVER = new URL("embedded_server.ts", import.meta.url).pathname;
/** Bytes of a table above which it is cleaned for the next file. */
const LARGE = 1024 * 1024;

/** Values of sequences by their names. */
type Counters = Record<string, { last_value: string; is_called: boolean }>;
interface Entry {
  socket: string;
  counters: Counters;
}

/**
 * Starts databases for a run of tests.
 * @returns variables of the environment by which the files find them
 */
export async function startEmbeddedServers(
  count: number,
): Promise<AsyncDisposable & { variables: Record<string, string> }> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-embedded-" });
  const processes = Array.from(
    { length: count },
    () =>
      new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "--allow-all", "--no-check", SERVER],
        stdin: "piped",
        stdout: "piped",
      }).spawn(),
  );
  await Promise.all(processes.map(async ({ stdout }, index) => {
    const socket = await firstLine(stdout);
    const sql = openPool({ socket }, { max: 1 });
    const entry: Entry = { socket, counters: await readCounters(sql) };
    await sql.end();
    await Deno.writeTextFile(`${folder}/${index}.json`, JSON.stringify(entry));
  }));
  return {
    variables: { [FOLDER]: folder },
    async [Symbol.asyncDispose]() {
      for (const process of processes) await process.stdin.close();
      await Promise.all(processes.map(({ status }) => status));
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function firstLine(stream: Deno.ChildProcess["stdout"]): Promise<string> {
  let text = "";
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  while (!text.includes("\n")) {
    const { done, value } = await reader.read();
    if (done) throw new Error("An embedded database for tests did not start");
    text += value;
  }
  return text.trim();
}

/** An embedded database that is this file's alone until it is given back. */
export interface ClaimedServer {
  socket: string;
  giveBack(): Promise<void>;
}

/** @returns undefined when the run has none, or none that is free */
export async function claimEmbeddedServer(): Promise<ClaimedServer | undefined> {
  const folder = Deno.env.get(FOLDER);
  if (!folder) return undefined;
  for (const { name } of Deno.readDirSync(folder)) {
    if (!name.endsWith(".json")) continue;
    const lock = `${folder}/${name}.taken`;
    try {
      (await Deno.open(lock, { createNew: true, write: true })).close();
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) continue;
      throw error;
    }
    const { socket, counters }: Entry = JSON.parse(await Deno.readTextFile(`${folder}/${name}`));
    return {
      socket,
      async giveBack() {
        const sql = openPool({ socket }, { max: 1 });
        await cleanLargeTables(sql);
        await writeCounters(sql, counters);
        await sql.end();
        await Deno.remove(lock);
      },
    };
  }
  return undefined;
}

async function readCounters(sql: Sql): Promise<Counters> {
  const counters: Counters = {};
  for (const { name } of await listSequences(sql)) {
    const [counter] = await sql<Counters[string][]>`SELECT last_value::text, is_called FROM ${sql(name)}`;
    if (counter) counters[name] = { ...counter };
  }
  return counters;
}

async function writeCounters(sql: Sql, counters: Counters): Promise<void> {
  for (const [name, { last_value, is_called }] of Object.entries(counters)) {
    await sql`SELECT setval(${name}::regclass, ${last_value}::bigint, ${is_called})`;
  }
}

function listSequences(sql: Sql): Promise<{ name: string }[]> {
  return sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`;
}

/** Rows that were deleted would slow the next file down, and numbers of rows that were counted mislead it. */
async function cleanLargeTables(sql: Sql): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_total_relation_size(oid) > ${LARGE}
      AND relname <> 'spatial_ref_sys'`;
  for (const { name } of tables) await sql`VACUUM ANALYZE ${sql(name)}`;
}
