/**
 * How much accounts may upload. What an account has is counted now and then, not with each file, and what this process takes
 * in is added: several servers may together let through a little more than the quota, one server never does.
 */
import type { Sql } from "../../../core/db/sql.ts";
import type { Account } from "../../../core/http/account.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { Remembered } from "../../../core/remembered.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import type { Team } from "../../../core/threads/mod.ts";
import { tableOfRooms, TakenRooms } from "./taken_rooms.ts";
import { findOwnQuota, type OwnQuota, readUsage, type Usage } from "./queries.ts";

/** Milliseconds for which a count is good, and how many times as long as it took it is at least. */
const COUNT_LIFETIME = 10_000, COST_FACTOR = 50;
/** An account that has used up what it may have is counted again at each refusal, if that takes no longer than this. */
const CHEAP_COUNT = 200;
const MOST_ACCOUNTS = 1000;
/** Counts before a file is refused, where others are committed meanwhile. */
const MOST_COUNTS = 3;
const NOTHING: Readonly<Usage> = { pictures: 0, bytes: 0 };

type QuotaSettings = Pick<Settings, "API_QUOTA_PICTURES" | "API_QUOTA_BYTES">;
type QuotaServices = Pick<Services, "sql" | "settings" | "team">;

/** What counts for an account, 0 for any amount. */
export interface Quota {
  pictures: number;
  bytes: number;
}

/** What this thread knows of an account. */
interface Known {
  quota: Quota;
  /** As it was counted. */
  usage: Usage;
  /** When it was counted: earlier than that, the clock was put back. */
  countedAt: number;
  /** What had been committed when it was counted. */
  committed: Usage;
  goodUntil: number;
  /** From when on it is counted again to refuse an upload: whoever is refused tries again. */
  recountedFrom: number;
  /** Nothing was committed during the count: what was may count twice. */
  isExact: boolean;
  /** How often quotas had been changed. */
  changes: number;
}

/** Room that was taken for a file. */
export interface TakenRoom {
  /** The file is there, or is not to come. */
  settle(isThere: boolean): void;
}

const memories = new WeakMap<Sql, Remembered<string, Known>>();

function memoryOf(sql: Sql): Remembered<string, Known> {
  let memory = memories.get(sql);
  if (!memory) memories.set(sql, memory = new Remembered(MOST_ACCOUNTS));
  return memory;
}

/** Makes room for what all threads share, when the application is made. */
export function prepareQuotas(team: Team): void {
  tableOfRooms(team);
  changesOf(team);
}

/** Lets all threads forget what is known of quotas, after one was changed here. */
export function forgetQuotas(team: Team): void {
  Atomics.add(changesOf(team), 0, 1);
}

function changesOf(team: Team): Int32Array {
  return team.numbers("changes of quotas", 1);
}

/**
 * The quota of an account: its own, or that of the settings, which does not count for administrators.
 * @param account null for uploads without an account, which belong to the default account, an administrator
 */
export function quotaOf(own: OwnQuota, account: Pick<Account, "role"> | null, settings: QuotaSettings): Quota {
  const isExempt = account === null || account.role === "admin";
  return {
    pictures: own.max_pictures ?? (isExempt ? 0 : settings.API_QUOTA_PICTURES),
    bytes: own.max_bytes ?? (isExempt ? 0 : settings.API_QUOTA_BYTES),
  };
}

/**
 * Refuses an upload for which the account has no room, and takes the room for it otherwise.
 * @param bytes of the file; 0 before they are known, to refuse early what has no chance
 * @throws ApiError 403 which names what is used up
 */
export async function takeRoom(
  { sql, settings, team }: QuotaServices,
  account: Account | null,
  bytes: number,
): Promise<TakenRoom> {
  const key = account?.id ?? "";
  const memory = memoryOf(sql), taken = new TakenRooms(team, key);
  const remembered = memory.get(key);
  let known = remembered && isGood(remembered) ? remembered : await read();
  let lack = taken.take(bytes, (used) => lacking(known, used, bytes));
  // Something may have been deleted, or the quota raised.
  for (let count = 1; count <= MOST_COUNTS && lack && known.recountedFrom <= Date.now(); count++) {
    known = await read();
    lack = taken.take(bytes, (used) => lacking(known, used, bytes));
    if (known.isExact) break;
  }
  if (lack) throw lack;
  return { settle: (isThere) => taken.settle(bytes, isThere) };

  function isGood({ countedAt, goodUntil, changes }: Known): boolean {
    return countedAt <= Date.now() && Date.now() <= goodUntil && changes === Atomics.load(changesOf(team), 0);
  }

  async function read(): Promise<Known> {
    const start = Date.now(), committed = taken.committed(), changes = Atomics.load(changesOf(team), 0);
    const quota = quotaOf(await findOwnQuota(sql, account?.id ?? null), account, settings);
    const isBounded = quota.pictures > 0 || quota.bytes > 0;
    // It may have missed what is committed while it is made.
    const usage = isBounded ? await readUsage(sql, account?.id ?? null) : { ...NOTHING };
    const now = Date.now(), cost = now - start;
    const goodUntil = now + Math.max(COUNT_LIFETIME, cost * COST_FACTOR);
    const recountedFrom = cost <= CHEAP_COUNT ? now : now + cost * COST_FACTOR / 5;
    const isExact = taken.committed().pictures === committed.pictures;
    const fresh = { quota, usage, committed, countedAt: now, goodUntil, recountedFrom, isExact, changes };
    memory.set(key, fresh);
    return fresh;
  }
}

/** Does an upload within the quota of an account. @throws ApiError as `takeRoom()` */
export async function withinQuota<T>(
  services: QuotaServices,
  account: Account | null,
  bytes: number,
  upload: () => Promise<T>,
): Promise<T> {
  const room = await takeRoom(services, account, bytes);
  let isThere = false;
  try {
    const result = await upload();
    isThere = true;
    return result;
  } finally {
    room.settle(isThere);
  }
}

/** What an account lacks for a file, where so much was counted and taken. */
function lacking({ quota, usage, committed }: Known, used: Usage, bytes: number): ApiError | undefined {
  const pictures = usage.pictures + used.pictures - committed.pictures;
  const size = usage.bytes + used.bytes - committed.bytes;
  if (quota.pictures > 0 && pictures + 1 > quota.pictures) {
    return new ApiError(403, message("admin.quota_pictures_reached", { max: quota.pictures }), {
      details: { field: "max_pictures", max_pictures: quota.pictures, pictures },
    });
  }
  if (quota.bytes > 0 && size + Math.max(bytes, 1) > quota.bytes) {
    return new ApiError(403, message("admin.quota_bytes_reached", { max: quota.bytes, used: size }), {
      details: { field: "max_bytes", max_bytes: quota.bytes, bytes: size },
    });
  }
}
