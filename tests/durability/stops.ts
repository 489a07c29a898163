/** Points of the work at which the database holds a server, so that it can be killed there and nowhere else. */
import type { Sql } from "../../src/core/db/sql.ts";
import { until } from "../support/until.ts";
import type { Instance } from "../support/instances.ts";

/** A statement on a row at which the database stops. */
export interface Stop {
  /** As `BEFORE UPDATE ON pictures` needs it. */
  on: `${"INSERT" | "UPDATE" | "DELETE"} ON ${string}`;
  /** Condition of the trigger: which row. */
  when: string;
}

/** Milliseconds without an answer after which the embedded database, which does one thing at a time, is held. */
const SILENCE = 1500;

/** Has the database stop at the next such row, for this run of it only: one that is started again goes on. */
export async function arm(instance: Instance, { on, when }: Stop): Promise<void> {
  await instance.query(async (sql) => {
    await sql.unsafe(`
      CREATE TABLE IF NOT EXISTS held_run (started timestamptz);
      CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM held_run WHERE started = pg_postmaster_start_time()) THEN PERFORM pg_sleep(600); END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      DO $$
      DECLARE
        former regclass;
      BEGIN
        FOR former IN SELECT tgrelid FROM pg_trigger WHERE tgname = 'a_hold' LOOP
          EXECUTE format('DROP TRIGGER a_hold ON %s', former);
        END LOOP;
      END $$;
      CREATE TRIGGER a_hold BEFORE ${on} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION hold();
      DELETE FROM held_run;
      INSERT INTO held_run VALUES (pg_postmaster_start_time());`).simple();
  });
}

/** Waits until the server is held. */
export async function untilHeld(instance: Instance, server: { url: string }): Promise<void> {
  await until(() => instance.kind === "native" ? instance.query(isAnybodyAsleep) : isSilent(server));
}

async function isAnybodyAsleep(sql: Sql): Promise<boolean> {
  const sleepers = await sql`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  return sleepers.length > 0;
}

async function isSilent({ url }: { url: string }): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/jobs/stats`, { signal: AbortSignal.timeout(SILENCE) });
    await answer.body?.cancel();
    return false;
  } catch (error) {
    if ((error as Error).name === "TimeoutError") return true;
    throw error;
  }
}

/** Lets a native server go on, which outlives the process; its sessions end as they do when a machine goes down. */
export async function disarm(instance: Instance): Promise<void> {
  if (instance.kind === "embedded") return;
  await instance.query(async (sql) => {
    await sql`DELETE FROM held_run`;
    await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  });
}
