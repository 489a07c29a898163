/** One embedded database for all tests of a file: starting one takes a second. */
import { type EmbeddedDatabase, openEmbeddedDatabase } from "../../../../src/core/db/embedded/mod.ts";
import { openPool, type Sql } from "../../../../src/core/db/sql.ts";

/** Milliseconds that a transaction of these tests may be idle. */
export const IDLE_LIMIT = 300;

let opened: Promise<EmbeddedDatabase> | undefined;

async function open(): Promise<EmbeddedDatabase> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
  addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  return await openEmbeddedDatabase({ folder, role: "server", idleInTransactionLimit: IDLE_LIMIT });
}

/** Registers a test that gets the socket of the database. */
export function embeddedTest(name: string, body: (socket: string) => Promise<void>): void {
  Deno.test({
    name,
    // The database outlives the test.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => body((await (opened ??= open())).socket),
  });
}

/** Registers a test that gets a pool of that many connections, and nothing else in its schema. */
export function poolTest(name: string, max: number, body: (sql: Sql, socket: string) => Promise<void>): void {
  embeddedTest(name, async (socket) => {
    const sql = openPool({ socket }, { max });
    try {
      await sql`DROP TABLE IF EXISTS t`;
      await sql`CREATE TABLE t (tag text, number integer)`;
      await body(sql, socket);
    } finally {
      await sql.end({ timeout: 5 });
    }
  });
}

/** Waits until something is so, looking again and again. */
export async function until(isSo: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
  for (const deadline = performance.now() + milliseconds; !await isSo();) {
    if (performance.now() > deadline) throw new Error(`Not so after ${milliseconds} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
