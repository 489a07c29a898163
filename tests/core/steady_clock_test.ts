/** Whether the clock is believed, whatever a machine without a battery makes it show. */
import assert from "node:assert/strict";
import { confirmMoment, doubtAbout, readClock, synchronizedTime, watchClock } from "../../src/core/steady_clock.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { startLogging } from "../../src/core/log.ts";
import { recentLines } from "../../src/core/recent_log.ts";
import { databaseTest } from "../support/databases.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365 * DAY;
const START = Date.parse("2024-05-01T10:00:00Z");
const WAITS = "Nothing is deleted by age for now", ENDS = "The clock has been confirmed";

const at = (time: number) => new Date(time).toISOString();
const look = async (sql: Sql, time: number) => (await watchClock(sql, { now: at(time) })).is_confirmed;

/** Servers look every ten minutes for a while. @returns whether the last look found the clock right */
async function run(sql: Sql, from: number, duration: number): Promise<boolean> {
  let isConfirmed = false;
  for (let time = from; time <= from + duration; time += 10 * MINUTE) isConfirmed = await look(sql, time);
  return isConfirmed;
}

databaseTest("a new instance believes its clock, one that has something waits", async (sql) => {
  assert.equal((await readClock(sql)).is_watched, false);
  assert.equal(await look(sql, START), true);
  await sql`DELETE FROM clock_watch`;
  await sql`INSERT INTO audit_events (kind, path, status) VALUES ('login', '/login', 303)`;
  assert.equal(await look(sql, START), false);
  assert.equal(await run(sql, START, DAY - 10 * MINUTE), false);
  assert.equal(await look(sql, START + DAY), true);
});

databaseTest(
  "a clock that is a year ahead for ten minutes is not believed, and is again once it is right",
  async (sql) => {
    await run(sql, START, HOUR);
    for (const away of [YEAR, -YEAR]) {
      assert.equal(await run(sql, START + away, 10 * MINUTE), false);
      assert.equal(await look(sql, START + 2 * HOUR), true);
    }
  },
);

databaseTest("machines may be off for two days", async (sql) => {
  assert.equal(await look(sql, START), true);
  assert.equal(await look(sql, START + 2 * DAY), true);
  assert.equal(await look(sql, START + 4 * DAY + 1), false);
});

databaseTest("after a long time without power, the clock has to run for a day, in parts or not", async (sql) => {
  await look(sql, START);
  const on = START + 100 * DAY;
  assert.equal(await run(sql, on, 12 * HOUR), false);
  // A night without power counts nothing.
  const again = on + 20 * HOUR;
  assert.equal(await run(sql, again, 12 * HOUR - 10 * MINUTE), false);
  assert.equal(await look(sql, again + 12 * HOUR), true);
});

databaseTest("a clock that jumps while it is in doubt has to run for a day from then on", async (sql) => {
  for (const jump of [YEAR, -YEAR, -3 * DAY]) {
    await sql`DELETE FROM clock_watch`;
    await look(sql, START - 100 * DAY);
    assert.equal(await run(sql, START, 23 * HOUR), false);
    assert.equal(await run(sql, START + 23 * HOUR + jump, 23 * HOUR), false);
    assert.equal(await run(sql, START + 46 * HOUR + jump, HOUR), true);
  }
});

databaseTest("a machine that is on for eight hours a week is believed at last, then again in doubt", async (sql) => {
  await look(sql, START - 100 * DAY);
  const isConfirmed = [];
  for (let week = 0; week < 6; week++) isConfirmed.push(await run(sql, START + week * 7 * DAY, 8 * HOUR));
  assert.deepEqual(isConfirmed, [false, false, true, false, false, true]);
});

databaseTest("a clock that goes back to the last full hour when the power is cut is believed at last", async (sql) => {
  await look(sql, START - 100 * DAY);
  let time = START;
  for (let cuts = 0; cuts < 4; cuts++) {
    assert.equal(await run(sql, time, 6.5 * HOUR - 10 * MINUTE), cuts === 3, String(cuts));
    time += 6 * HOUR;
  }
});

databaseTest("a clock that was believed in the future does not block for ever once it is right", async (sql) => {
  await look(sql, START + 10 * YEAR);
  assert.equal(await run(sql, START, DAY - 10 * MINUTE), false);
  assert.equal(await look(sql, START + DAY), true);
  assert.equal(await look(sql, START + DAY + HOUR), true);
});

databaseTest("two servers that look do not make time pass faster", async (sql) => {
  await look(sql, START - 100 * DAY);
  for (let time = START; time < START + 12 * HOUR; time += 5 * MINUTE) {
    assert.equal(await look(sql, time), false);
    // It asked before the other one, and was answered later.
    assert.equal(await look(sql, time - 10), false);
  }
  const { steady_seconds } = await watchClock(sql, { now: at(START + 12 * HOUR) });
  assert.ok(Math.abs(steady_seconds - 12 * 3600) < 10, String(steady_seconds));
});

databaseTest("a clock that was set from the network is believed, if it is that of the database", async (sql) => {
  await look(sql, START - 100 * DAY);
  const seen = async (time: number) =>
    (await watchClock(sql, { now: at(START), synchronized: new Date(time) })).is_confirmed;
  assert.equal(await seen(START - 31_000), false);
  assert.equal(await seen(START + YEAR), false);
  assert.equal(await seen(START + 29_000), true);
  await using folder = await temporaryFolder();
  assert.equal(await synchronizedTime(`${folder.path}/synchronized`), undefined);
  await Deno.writeTextFile(`${folder.path}/synchronized`, "");
  assert.ok(await synchronizedTime(`${folder.path}/synchronized`));
});

databaseTest("confirmMoment() gives what the clock of the database shows, or says once why not", async (sql) => {
  await watchClock(sql);
  const moment = await confirmMoment(sql);
  assert.ok(moment && Math.abs(Date.parse(moment.at) - Date.now()) < MINUTE, `${moment?.at}`);
  await startLogging({ API_LOG_LEVEL: "info", API_LOG_FORMAT: "text" }, "stderr");
  const count = (search: string) => recentLines({ level: "info", search, limit: 100 }).length;
  const waits = count(WAITS), ends = count(ENDS);
  await sql`UPDATE clock_watch SET confirmed_at = confirmed_at - interval '1 year', seen_at = seen_at - interval '1 year'`;
  assert.equal(await confirmMoment(sql), undefined);
  assert.equal(await confirmMoment(sql), undefined);
  const clock = await readClock(sql);
  assert.equal(clock.is_confirmed, false);
  assert.match(doubtAbout(clock), /^the clock shows .*, and was last known to be right at .* \(so far 0\)$/);
  await sql`UPDATE clock_watch SET confirmed_at = now()`;
  assert.ok(await confirmMoment(sql));
  assert.ok(await confirmMoment(sql));
  assert.deepEqual([count(WAITS) - waits, count(ENDS) - ends], [1, 1]);
});
