/** Databases that the test files of a run share, one file at a time: `deno task test` makes them, since that takes longer than most files. */
import { openPool, type Sql, type Target } from "../../src/core/db/sql.ts";
import { type DatabaseKind, isAtHand } from "./kinds.ts";
import { nativeDatabase } from "./native_database.ts";
import { saveRows } from "./rows.ts";

const FOLDER = "TEST_SHARED_DATABASES";
const EMBEDDED_SERVER = new URL("embedded_server.ts", import.meta.url).pathname;
/** Bytes of a table above which it is cleaned for the next file. */
const LARGE = 1024 * 1024;

/** Values of sequences by their names. */
type Counters = Record<string, { last_value: string; is_called: boolean }>;
interface Entry {
  target: Target;
  counters: Counters;
}

/**
 * Makes databases for a run of tests: of each kind as many as there are files at once.
 * @returns variables of the environment by which the files find them
 */
export async function shareDatabases(count: number): Promise<AsyncDisposable & { variables: Record<string, string> }> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-shared-" });
  const embedded = await startEmbeddedServers(isAtHand("embedded") ? count : 0, folder);
  const native = await makeNativeDatabases(isAtHand("native") ? count : 0, folder);
  return {
    variables: { [FOLDER]: folder },
    async [Symbol.asyncDispose]() {
      await embedded[Symbol.asyncDispose]();
      await native[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function startEmbeddedServers(count: number, folder: string): Promise<AsyncDisposable> {
  const processes = Array.from(
    { length: count },
    () =>
      new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "--allow-all", "--no-check", EMBEDDED_SERVER],
        stdin: "piped",
        stdout: "piped",
      }).spawn(),
  );
  await Promise.all(processes.map(async ({ stdout }, index) => {
    await offer(`${folder}/embedded-${index}.json`, { socket: await readSocket(stdout) });
  }));
  return {
    async [Symbol.asyncDispose]() {
      for (const { stdin } of processes) await stdin.close();
      await Promise.all(processes.map(({ status }) => status));
    },
  };
}

async function makeNativeDatabases(count: number, folder: string): Promise<AsyncDisposable> {
  const made = new AsyncDisposableStack();
  for (let index = 0; index < count; index++) {
    const { url } = made.use(await nativeDatabase(Deno.env.get("TEST_DB_URL")!, true));
    const sql = openPool({ url }, { max: 1 });
    await saveRows(sql);
    await sql.end();
    await offer(`${folder}/native-${index}.json`, { url });
  }
  return made;
}

async function offer(path: string, target: Target): Promise<void> {
  const sql = openPool(target, { max: 1 });
  const entry: Entry = { target, counters: await readCounters(sql) };
  await sql.end();
  await Deno.writeTextFile(path, JSON.stringify(entry));
}

async function readSocket(stream: Deno.ChildProcess["stdout"]): Promise<string> {
  let text = "";
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  while (true) {
    const socket = /^socket: (.*)\n/m.exec(text)?.[1];
    if (socket !== undefined) return socket;
    const { done, value } = await reader.read();
    if (done) throw new Error("An embedded database for tests did not start");
    text += value;
  }
}

/** A database with the schema and the default rows that is this file's alone until it is given back. */
export interface ClaimedDatabase {
  target: Target;
  giveBack(): Promise<void>;
}

/** @returns undefined when the run has none of that kind, or none that is free */
export async function claimDatabase(kind: DatabaseKind): Promise<ClaimedDatabase | undefined> {
  const folder = Deno.env.get(FOLDER);
  if (!folder) return undefined;
  for (const { name } of Deno.readDirSync(folder)) {
    if (!name.startsWith(kind) || !name.endsWith(".json")) continue;
    const lock = `${folder}/${name}.taken`;
    if (!await take(lock)) continue;
    const { target, counters }: Entry = JSON.parse(await Deno.readTextFile(`${folder}/${name}`));
    return {
      target,
      async giveBack() {
        const sql = openPool(target, { max: 1 });
        if (kind === "native") await endOtherSessions(sql);
        await cleanLargeTables(sql);
        await writeCounters(sql, counters);
        await sql.end();
        await Deno.remove(lock);
      },
    };
  }
  return undefined;
}

async function take(lock: string): Promise<boolean> {
  try {
    (await Deno.open(lock, { createNew: true, write: true })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

async function readCounters(sql: Sql): Promise<Counters> {
  const sequences = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`;
  const counters: Counters = {};
  for (const { name } of sequences) {
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

/** What a file left open is not to hold locks of the next one. */
async function endOtherSessions(sql: Sql): Promise<void> {
  await sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
}

/** Rows that were deleted would slow the next file down, and numbers of rows that were counted mislead it. */
async function cleanLargeTables(sql: Sql): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_total_relation_size(oid) > ${LARGE}
      AND relname <> 'spatial_ref_sys'`;
  for (const { name } of tables) await sql`VACUUM ANALYZE ${sql(name)}`;
}
