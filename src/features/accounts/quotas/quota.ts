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

/** What counts for an account, 0 for any amount. */
export interface Quota {
  pictures: number;
  bytes: number;
}

/** What is known of an account. */
interface Known {
  quota: Quota;
  usage: Usage;
  /** When it was counted: earlier than that, the clock was put back. */
  countedAt: number;
  goodUntil: number;
  /** From when on it is counted again to refuse an upload: whoever is refused tries again. */
  recountedFrom: number;
  /** Taken by files that are not committed yet. */
  pending: Usage;
  /** Of all files that were committed while something was known of the account. */
  committed: Usage;
  /** Nothing was committed during the count: what was may count twice. */
  isExact: boolean;
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

/** Forgets what is known of an account, after its quota was changed here. */
export function forgetQuota(sql: Sql): void {
  memories.delete(sql);
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
  { sql, settings }: Pick<Services, "sql" | "settings">,
  account: Account | null,
  bytes: number,
): Promise<TakenRoom> {
  const key = account?.id ?? "";
  const memory = memoryOf(sql);
  let known = memory.get(key);
  if (!known || known.goodUntil < Date.now() || Date.now() < known.countedAt) known = await read();
  // Something may have been deleted, or the quota raised.
  for (let count = 1; count <= MOST_COUNTS && lacking(known, bytes) && known.recountedFrom <= Date.now(); count++) {
    known = await read();
    if (known.isExact) break;
  }
  const lack = lacking(known, bytes);
  if (lack) throw lack;
  const { pending, committed } = known;
  const add = (to: Usage, sign: 1 | -1) => {
    to.pictures += sign;
    to.bytes += sign * bytes;
  };
  add(pending, 1);
  return {
    settle(isThere) {
      add(pending, -1);
      // It may have been counted again meanwhile; `known` is what was known before.
      const current = memory.get(key);
      if (!isThere) return;
      add(committed, 1);
      if (current) add(current.usage, 1);
    },
  };

  async function read(): Promise<Known> {
    const start = Date.now(), before = { ...memory.get(key)?.committed ?? NOTHING };
    const quota = quotaOf(await findOwnQuota(sql, account?.id ?? null), account, settings);
    const isBounded = quota.pictures > 0 || quota.bytes > 0;
    const usage = isBounded ? await readUsage(sql, account?.id ?? null) : { ...NOTHING };
    const current = memory.get(key), committed = current?.committed ?? { ...NOTHING };
    // The count may have missed what was committed while it was made.
    usage.pictures += committed.pictures - before.pictures;
    usage.bytes += committed.bytes - before.bytes;
    const now = Date.now(), cost = now - start;
    const goodUntil = now + Math.max(COUNT_LIFETIME, cost * COST_FACTOR);
    const recountedFrom = cost <= CHEAP_COUNT ? now : now + cost * COST_FACTOR / 5;
    const isExact = committed.pictures === before.pictures;
    const pending = current?.pending ?? { ...NOTHING };
    const fresh = { quota, usage, countedAt: now, goodUntil, recountedFrom, pending, committed, isExact };
    memory.set(key, fresh);
    return fresh;
  }
}

/** Does an upload within the quota of an account. @throws ApiError as `takeRoom()` */
export async function withinQuota<T>(
  services: Pick<Services, "sql" | "settings">,
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

function lacking({ quota, usage, pending }: Known, bytes: number): ApiError | undefined {
  const pictures = usage.pictures + pending.pictures, size = usage.bytes + pending.bytes;
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
