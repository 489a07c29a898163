/** The `dispatch` job: makes collections of the pictures of an upload set. */
import type { Sql, Transaction } from "../../../core/db/sql.ts";
import type { DispatchColumns } from "../upload_set.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { type Job, JobInterrupted, type JobKind, queueJobAgain, RecoverableJobError } from "../../jobs/mod.ts";
import {
  dropPictures,
  finalizeSome,
  holdSet,
  keepDropped,
  placeParts,
  type PlanInForce,
  PlanOutdated,
  renumberTitles,
  SetGone,
  takeLeavingOut,
} from "./apply.ts";
import { type DispatchPicture, type DispatchRules, planDispatch } from "./plan.ts";
import { endDispatch, findLastRanks, type PictureToDispatchRow, queueFinalizations, wasArranged } from "./queries.ts";
import { readSet, type SetToDispatch } from "./read.ts";
import { chunks, placePictures, SLICE } from "./slices.ts";

/** How often a dispatch is planned anew in one run of the job, while others change the set. */
const MOST_PLANS = 20;
/** Collections whose titles are written in one transaction. */
const TITLES = 20;
/** Collections whose finalization is queued in one transaction. */
const FINALIZATIONS = 100;

/**
 * Nobody waits for a whole large set: it is read in pages and written in slices, each a transaction that holds the set, moves some
 * pictures and leaves a state that a dispatch can be planned from. Whatever ends the job in between, the next run plans from what
 * it finds, which gives the same collections. The last transaction marks the set as dispatched.
 */
export const dispatchJob = {
  async run(job: Job, { sql }: Pick<Services, "sql">, stopping: AbortSignal) {
    const { id, uploadSetId } = job;
    if (uploadSetId === null) return {};
    const plan = await withReason(() => dispatch(sql, uploadSetId, stopping));
    return {
      commit: (tx: Transaction) =>
        withReason(async () => {
          if (plan) await end(tx, plan, id);
        }),
    };
  },
} satisfies JobKind;

async function withReason<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JobInterrupted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RecoverableJobError(message("uploads.dispatch_failed", { reason }), { cause: error });
  }
}

/** A plan that was carried out but for its end. */
interface DonePlan extends PlanInForce {
  former: string[];
}

/**
 * Dispatches a set. Doing it again, also after more files came or some were deleted, gives what doing it once with all files
 * would: duplicates that were dropped before take part, and stay dropped or are kept after all.
 *
 * Once a person has split or merged collections of the set, its pictures stay where they are: only those that came since are
 * dispatched, into collections of their own.
 */
async function dispatch(sql: Sql, uploadSetId: string, stopping: AbortSignal): Promise<DonePlan | undefined> {
  for (let plans = 1;; plans++) {
    const set = await readSet(sql, uploadSetId);
    if (!set) return undefined;
    try {
      return await carryOut(sql, uploadSetId, set, stopping);
    } catch (error) {
      if (error instanceof SetGone) return undefined;
      if (!(error instanceof PlanOutdated) || plans === MOST_PLANS) throw error;
    }
  }
}

/** Does all but the end, slice by slice. */
async function carryOut(sql: Sql, uploadSetId: string, set: SetToDispatch, stopping: AbortSignal): Promise<DonePlan> {
  const { rules, isArranged, rows, former, leaving } = set;
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const { collections, duplicates } = await planDispatch(rows.flatMap(toDispatchPicture), rulesOf(rules));
  const ids = new Map(
    collections.flatMap(({ sequenceId }, n) => sequenceId === null ? [] : [[n, sequenceId] as const]),
  );
  const plan = { uploadSetId, rules, isArranged, collections, ids, former };
  const inSlice = async (work: (tx: Transaction) => Promise<void>): Promise<void> => {
    if (stopping.aborted) throw new JobInterrupted();
    await sql.begin(work);
  };

  for (const part of chunks(leaving, SLICE)) await inSlice((tx) => takeLeavingOut(tx, plan, part));
  for (const part of chunks(duplicates.filter(({ picture }) => !picture.isGone), SLICE)) {
    await inSlice((tx) => dropPictures(tx, plan, { duplicates: part, withoutFile: [] }));
  }
  for (const part of chunks(rows.filter(({ file_name }) => file_name === null).map(({ id }) => id), SLICE)) {
    await inSlice((tx) => dropPictures(tx, plan, { duplicates: [], withoutFile: part }));
  }
  const kept = collections.flatMap(({ pictures }) => pictures).map(({ id }) => id);
  for (const part of chunks(kept.filter((id) => rowOf.get(id)?.is_dropped), SLICE)) {
    await inSlice((tx) => keepDropped(tx, plan, part));
  }

  const lastRanks = await findLastRanks(sql, [...ids.values()]);
  const slices = placePictures(collections, {
    placeOf: ({ id }) => placeOf(rowOf.get(id)),
    lastRankOf: (id) => lastRanks.get(id) ?? 0,
  });
  for (const slice of slices) {
    let made = new Map<number, string>();
    await inSlice(async (tx) => {
      made = await placeParts(tx, plan, slice);
    });
    for (const [n, id] of made) ids.set(n, id);
  }
  for (const part of chunks(collections.filter(({ sequenceId }) => sequenceId !== null), TITLES)) {
    await inSlice((tx) => renumberTitles(tx, plan, part));
  }
  for (const part of chunks(toFinalize(plan).slice(FINALIZATIONS), FINALIZATIONS)) {
    await inSlice((tx) => finalizeSome(tx, plan, part));
  }
  return plan;
}

/**
 * The collections to finalize. An earlier plan may have moved pictures before somebody arranged the collections: this one knows
 * nothing of theirs.
 */
function toFinalize({ isArranged, ids, former }: DonePlan): string[] {
  return isArranged ? [...new Set([...ids.values(), ...former])] : [...ids.values()];
}

/** Marks the set as dispatched, unless somebody has changed it since: then the job runs once more. */
async function end(tx: Transaction, plan: DonePlan, jobId: string): Promise<void> {
  const ids = [...plan.ids.values()];
  try {
    await holdSet(tx, plan);
    if (!plan.isArranged && await wasArranged(tx, [...plan.former, ...ids])) throw new PlanOutdated();
  } catch (error) {
    if (error instanceof SetGone) return;
    if (error instanceof PlanOutdated) return await queueJobAgain(tx, jobId);
    throw error;
  }
  await endDispatch(tx, plan.uploadSetId);
  // Those of all others are queued by now.
  await queueFinalizations(tx, toFinalize(plan).slice(0, FINALIZATIONS));
}

function placeOf(row: PictureToDispatchRow | undefined) {
  return row?.sequence_id && row.rank !== null ? { sequenceId: row.sequence_id, rank: row.rank } : null;
}

function toDispatchPicture(row: PictureToDispatchRow): DispatchPicture[] {
  const { id, file_name, time, gps_time, camera_time, camera, longitude, latitude, heading, sequence_id } = row;
  if (file_name === null) return [];
  return [{
    id,
    fileName: file_name,
    time,
    gpsTime: secondsOf(gps_time),
    cameraTime: secondsOf(camera_time),
    camera,
    longitude,
    latitude,
    heading,
    sequenceId: sequence_id,
    isGone: row.is_dropped && !row.is_recoverable,
  }];
}

/** Seconds since 1970 of an ISO 8601 time with up to six decimals, of which `Date` knows three. */
function secondsOf(text: string | null): number | null {
  if (text === null) return null;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return null;
  const decimals = /\.(\d+)/.exec(text)?.[1] ?? "0";
  return Math.floor(milliseconds / 1000) + Number(`0.${decimals}`);
}

/** What a set or else the instance asks for; a limit that neither knows is none. */
function rulesOf(settings: DispatchColumns): DispatchRules {
  const { no_split, split_distance, split_time, no_deduplication, duplicate_distance, duplicate_rotation } = settings;
  return {
    title: settings.title,
    sortMethod: settings.sort_method,
    split: no_split || split_distance === null || split_time === null
      ? null
      : { distance: split_distance, time: split_time },
    duplicates: no_deduplication || duplicate_distance === null || duplicate_rotation === null
      ? null
      : { distance: duplicate_distance, rotation: duplicate_rotation },
  };
}
