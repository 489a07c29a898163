/**
 * A process that opens an embedded database, for tests of several processes. It prints lines of JSON: first how it has the
 * database, then what its task tells.
 *
 * Arguments: folder, role, and a task: "hold" keeps a connection until standard input ends; "commit" commits fifty rows one
 * by one; "write" writes until it is killed, telling each commit.
 */
import { openEmbeddedDatabase } from "../../../../src/core/db/embedded/mod.ts";
import { openPool, type Sql } from "../../../../src/core/db/sql.ts";

const WRITERS = 4;

const [folder = "", role, task] = Deno.args;
const database = await openEmbeddedDatabase({ folder, role: role as "server" | "command" });
const sql = openPool({ socket: database.socket }, { max: WRITERS });
await sql`CREATE TABLE IF NOT EXISTS written (writer integer, number integer, half integer)`;
tell({ isOwner: database.isOwner, written: await readWritten(sql) });

if (task === "hold") {
  await sql`INSERT INTO written VALUES (0, 1, 1)`;
  tell({ task: "holding" });
  for await (const _ of Deno.stdin.readable);
} else if (task === "commit") {
  for (let number = 0; number < 50; number++) await sql`INSERT INTO written VALUES (0, ${number}, 1)`;
} else if (task === "write") {
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
}
await sql.end();
await database.close();

/** Rows come in pairs, so that a half of a transaction would show. */
async function write(writer: number): Promise<never> {
  const [{ last }] = await sql<
    [{ last: number }]
  >`SELECT coalesce(max(number), 0) AS last FROM written WHERE writer = ${writer}`;
  for (let number = last + 1;; number++) {
    await sql.begin(async (tx) => {
      await tx`INSERT INTO written VALUES (${writer}, ${number}, 1)`;
      await tx`INSERT INTO written VALUES (${writer}, ${number}, 2)`;
    });
    tell({ writer, number });
    if (number % 50 === 0) await sql`CHECKPOINT`;
  }
}

async function readWritten(sql: Sql): Promise<Record<string, unknown>[]> {
  return await sql`
    SELECT writer, count(*) AS rows, count(DISTINCT number) AS numbers, max(number) AS last
    FROM written GROUP BY writer ORDER BY writer`;
}

function tell(what: unknown): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(what) + "\n"));
}
