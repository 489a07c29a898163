/** What a wrong clock may not do: every periodic task runs while it is a year ahead, and nothing is lost. */
import assert from "node:assert/strict";
import { listTables } from "../../src/backup/queries.ts";
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import type { Settings } from "../../src/core/settings/mod.ts";
import { readClock, watchClock } from "../../src/core/steady_clock.ts";
import { hdPath } from "../../src/core/storage/mod.ts";
import { makeAccountLink } from "../../src/features/accounts/mod.ts";
import { isOverdue } from "../../src/features/jobs/mod.ts";
import { PERIODIC_TASKS } from "../../src/main/periodic_tasks.ts";
import { bytesOf, imageMetadata, syncClient } from "../features/syncapi/client.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../support/server.ts";
import { sessionHeaders } from "../support/sessions.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

const NEVER = new AbortController().signal;

/** Whether the clock of this machine was set from the network must not decide: the test moves the rows, not the clock. */
const TASKS = PERIODIC_TASKS.filter(({ name }) => name !== "the watch over the clock");
assert.equal(TASKS.length, PERIODIC_TASKS.length - 1);

async function runTasks({ backend: { services } }: TestServer): Promise<void> {
  for (const task of TASKS) await task.run(services, NEVER);
}

/** Makes every row older, as if the clock were ahead by so much, or younger for a negative one. */
async function shiftClock(sql: Sql, by: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    const columns = await tx<{ table: string; column: string }[]>`
      SELECT relname AS table, attname AS column FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'panoramax_migration'
        AND atttypid = 'timestamptz'::regtype AND attgenerated = '' AND NOT attisdropped`;
    for (const { table, column } of columns) {
      await tx`UPDATE ${tx(table)} SET ${tx(column)} = ${tx(column)} - ${by}::interval`;
    }
  });
}

/** How much there is of everything. */
async function countAll({ sql, storage }: TestServer): Promise<Record<string, number>> {
  const counts: Record<string, number> = { "stored files": (await filesBelow(storage)).length };
  for (const { name } of await listTables(sql)) {
    const rows = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM ${sql(name)}`;
    counts[name] = onlyRow(rows).count;
  }
  return counts;
}

/** What is fewer than before, by name. */
async function lostSince(before: Record<string, number>, server: TestServer): Promise<string[]> {
  const now = await countAll(server);
  return Object.keys(before).filter((name) => (now[name] ?? 0) < (before[name] ?? 0)).sort();
}

/** One of everything that is deleted by age. */
async function fill(server: TestServer): Promise<void> {
  const { sql, backend: { services } } = server;
  await watchClock(sql);
  const client = await syncClient(server);
  await answer(client.camera());
  const metadata = imageMetadata({ createDate: Math.floor(Date.now() / 1000), dayDate: undefined });
  await answer(client.send("PUT", "image", metadata, { media: bytesOf("a night") }));

  const set = await createUploadSet(server);
  const { picture_id } = await answer(
    sendFile(server, set, { name: "1.jpg", bytes: await makePicture(walk(1)[0]!) }),
    202,
  );
  await using original = await services.stores.tmp.createUpload();
  await original.write(bytesOf("an original"));
  await original.commit(hdPath(picture_id));
  await original.confirm();
  await sql`
    INSERT INTO picture_blurs (picture_id, original_until) VALUES (${picture_id}, now() + interval '3 days')`;

  const { id } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await sessionHeaders(sql, id, services.secretKey!);
  await makeAccountLink(sql, services.secretKey, { role: "user" });
  await answer(fetch(`${server.url}/api/auth/tokens/generate`, { method: "POST" }));
  await sql`INSERT INTO audit_events (kind, path, status) VALUES ('login', '/login', 303)`;
}

/** What goes in time. */
const AGEING = ["account_links", "allsky_assets", "audit_events", "sessions", "stored files", "tokens"];

serverTest("a clock that is a year ahead deletes nothing, and nothing is lost when it comes back", async (server) => {
  const { sql } = server;
  await fill(server);
  const before = await countAll(server);
  await runTasks(server);
  assert.deepEqual(await lostSince(before, server), []);

  await shiftClock(sql, "1 year");
  await runTasks(server);
  assert.deepEqual(await lostSince(before, server), []);
  assert.equal((await readClock(sql)).is_confirmed, false);

  // What the servers have seen stays as it is: a year ahead of what the clock shows now.
  const { seen_at } = await readClock(sql);
  await shiftClock(sql, "-1 year");
  await sql`UPDATE clock_watch SET seen_at = ${seen_at}::timestamptz + interval '1 year'`;
  await runTasks(server);
  assert.deepEqual(await lostSince(before, server), []);
  assert.equal((await readClock(sql)).is_confirmed, true);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0", AUDIT_LOG_DAYS: "30" });

serverTest(
  "after a year without power, what is too old is deleted once the clock has run for a day",
  async (server) => {
    const { sql } = server;
    await fill(server);
    const before = await countAll(server);
    await shiftClock(sql, "1 year");
    await runTasks(server);
    await sql`UPDATE clock_watch SET steady_seconds = 24 * 3600 - 60, seen_at = now() - interval '59 seconds'`;
    await runTasks(server);
    assert.deepEqual(await lostSince(before, server), []);
    await sql`UPDATE clock_watch SET seen_at = seen_at - interval '2 seconds'`;
    await runTasks(server);
    assert.deepEqual(await lostSince(before, server), AGEING);
    assert.deepEqual(await filesBelow(`${server.storage}/tmp`), []);
  },
  { PICTURE_PROCESS_THREADS_LIMIT: "0", AUDIT_LOG_DAYS: "30" },
);

Deno.test("what deletes by age does so on a machine that is on for an hour at any time of the day", () => {
  const start = Date.parse("2024-05-01T18:50:00Z"), hour = 3_600_000;
  const settings = {} as Settings;
  const names = [
    "old images of cameras",
    "unblurred originals",
    "old events of the audit log",
    "sessions, links and tokens",
  ];
  for (const name of names) {
    const task = PERIODIC_TASKS.find((task) => task.name.includes(name));
    assert.ok(task, name);
    assert.ok(isOverdue(task.pattern(settings), new Date(start), new Date(start + hour)), name);
  }
});
