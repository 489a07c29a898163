/** Whether the parts of an instance are well: for the page that an owner opens when something is odd, and for alerts. */
import { hostname } from "node:os";
import { Cron } from "croner";
import { readLastRuns } from "../backup/mod.ts";
import { checkDatabase } from "../core/db/migrate/mod.ts";
import { messageOf } from "../core/thrown.ts";
import { orAfter } from "../core/patience.ts";
import { type Message, message } from "../core/messages/mod.ts";
import type { Services } from "../core/services.ts";
import { readClock, STEADY_HOURS } from "../core/steady_clock.ts";
import { readRoom } from "../core/storage/mod.ts";
import { blursHere, publishesUnblurred } from "../features/pictures/mod.ts";
import { countChecks, countDamaged, countMediaChecks } from "../features/scrub/mod.ts";
import { readHealth } from "./queries.ts";

/** What was looked at. */
export type Subject = "database" | "storage" | "disk" | "clock" | "jobs" | "originals" | "backup" | "blurring";

/** What a check found. */
export interface Check {
  subject: Subject;
  state: "good" | "warning" | "bad";
  text: Message;
  /** Only true of this machine, where several serve the instance. */
  isLocal?: true;
}

const PATIENCE = 5_000, MOST_CLOCK_DIFFERENCE = 30_000;

/**
 * Looks at everything.
 * @param counts whether to count what is well, too, which reads a row of each picture
 */
export async function checkHealth(services: Services, { counts = true } = {}): Promise<Check[]> {
  const { settings, sql, blurrer } = services;
  const [database, health, clock, storage, room, damaged, checked, backup] = await Promise.all([
    checkSchema(services),
    readHealth(sql),
    readClock(sql),
    checkStorage(services),
    readRoom(settings.storage.permanent),
    countDamaged(sql),
    counts ? countChecked(sql) : 0,
    checkBackup(services),
  ]);
  const checks: Check[] = [database, storage];
  if (room) {
    const percent = Math.floor(100 * room.free / room.total);
    const isFull = percent < settings.ALERT_DISK_PERCENT;
    const values = { percent, gigabytes: (room.free / 1e9).toFixed(1), folder: settings.storage.permanent };
    const text = isFull ? message("health.disk_nearly_full", values) : message("health.disk_good", values);
    checks.push({ subject: "disk", state: isFull ? "bad" : "good", text, isLocal: true });
  }
  checks.push(
    checkClock(health.now, clock),
    health.failing_jobs > 0
      ? { subject: "jobs", state: "bad", text: message("health.jobs_failing", { count: health.failing_jobs }) }
      : { subject: "jobs", state: "good", text: message("health.jobs_good") },
    damaged > 0
      ? { subject: "originals", state: "bad", text: message("health.originals_damaged", { count: damaged }) }
      : { subject: "originals", state: "good", text: message("health.originals_good", { count: checked }) },
    backup,
  );
  if (blursHere(settings) && blurrer.state.is === "unable") {
    const reason = blurrer.state.reason ?? "";
    checks.push({ subject: "blurring", state: "bad", text: message("web.blurring_unable", { reason }), isLocal: true });
  } else if (publishesUnblurred(settings)) {
    checks.push({ subject: "blurring", state: "warning", text: message("web.blurring_missing") });
  } else checks.push({ subject: "blurring", state: "good", text: message("health.blurring_good") });
  return checks;
}

async function countChecked(sql: Services["sql"]): Promise<number> {
  const [pictures, media] = await Promise.all([countChecks(sql), countMediaChecks(sql)]);
  return pictures.checked + media.checked;
}

/** By which a problem is known from one look to the next. */
export function idOf({ subject, isLocal }: Check): string {
  return isLocal ? `${subject}@${hostname()}` : subject;
}

/** @param now of the database, in milliseconds since 1970 */
function checkClock(now: number, { is_watched, is_confirmed }: Awaited<ReturnType<typeof readClock>>): Check {
  const difference = Math.abs(now - Date.now());
  if (difference > MOST_CLOCK_DIFFERENCE) {
    const text = message("health.clock_off", { seconds: Math.round(difference / 1000) });
    return { subject: "clock", state: "bad", text, isLocal: true };
  }
  return is_watched && !is_confirmed
    ? { subject: "clock", state: "warning", text: message("health.clock_in_doubt", { hours: STEADY_HOURS }) }
    : { subject: "clock", state: "good", text: message("health.clock_good") };
}

async function checkSchema({ sql }: Services): Promise<Check> {
  try {
    await checkDatabase(sql);
    return { subject: "database", state: "good", text: message("health.schema_good") };
  } catch (error) {
    return { subject: "database", state: "bad", text: message("health.schema_bad", { error: messageOf(error) }) };
  }
}

async function checkStorage({ stores }: Services): Promise<Check> {
  const { tmp, permanent, derivates } = stores;
  const all = Promise.all([...new Set([tmp, permanent, derivates])].map((store) => store.state()));
  const states = await orAfter<string[]>(PATIENCE, ["unreachable"], all).catch(() => ["unreachable"]);
  if (states.includes("unreachable")) return { subject: "storage", state: "bad", text: message("health.storage_away") };
  return states.includes("full")
    ? { subject: "storage", state: "bad", text: message("health.storage_full") }
    : { subject: "storage", state: "good", text: message("health.storage_good", { place: permanent.location }) };
}

/** A backup is late when the schedule had two times since it. */
async function checkBackup({ settings, sql }: Services): Promise<Check> {
  const { BACKUP_FOLDER, BACKUP_CRON } = settings;
  if (!BACKUP_FOLDER) return { subject: "backup", state: "warning", text: message("backups.no_folder") };
  const { now, last, last_good } = await readLastRuns(sql);
  if (BACKUP_CRON !== "never" && last !== null) {
    const [, second] = new Cron(BACKUP_CRON, { paused: true, timezone: "UTC" }).nextRuns(
      2,
      new Date(last_good ?? last),
    );
    const isLate = second !== undefined && second.getTime() < now;
    if (isLate) return { subject: "backup", state: "bad", text: message("health.backup_old") };
  }
  if (last_good === null) return { subject: "backup", state: "warning", text: message("health.backup_none") };
  const date = new Date(last_good).toISOString().slice(0, 16).replace("T", " ");
  return { subject: "backup", state: "good", text: message("health.backup_good", { date }) };
}
