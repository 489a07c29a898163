/** Compares the database with the files, both ways, and looks for work that is stuck. */
import pLimit from "p-limit";
import { findOrphans } from "../features/cleanup/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import { ImageEndDetector } from "../core/jpeg/mod.ts";
import { hdPath, pictureOfPath, type Store, type Stores, thumbPath } from "../core/storage/mod.ts";
import type { Settings } from "../core/settings/mod.ts";
import { checkMedia, checkOriginal, findMediaProblems, findProblems } from "../features/scrub/mod.ts";
import type { Finding } from "./findings.ts";
import {
  countStuckWork,
  isKnown,
  type KnownPictureRow,
  listPictures,
  queuePreparation,
  releaseStuckWork,
} from "./queries.ts";

/** What to examine, and what to do with what is found. */
export interface Examination {
  sql: Sql;
  stores: Stores;
  settings: Partial<Pick<Settings, "API_BLUR_URL">>;
  /** Fix what can be made again. */
  fixes: boolean;
  /** Thumbnails are read without asking this server, which would make one that is missing. */
  needsThumbnails: boolean;
  /** Delete originals that the database does not know: they cannot be made again. */
  deletesOrphans: boolean;
  /** Called with the number of pictures and files each time some were looked at. */
  onStep?: (count: number) => void;
}

const BATCH = 500;
const FILES_AT_ONCE = 8;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** JPEG files begin with the marker SOI (ITU-T T.81 section B.1.1.3). */
const START_OF_IMAGE = [0xff, 0xd8];

/** Everything that is wrong, as it is found. */
export async function* examine(examination: Examination): AsyncGenerator<Finding> {
  yield* examinePictures(examination);
  yield* examineDamage(examination);
  yield* examineMedia(examination);
  yield* examineDerivates(examination);
  yield* examineOrphans(examination);
  yield* examineWork(examination);
}

async function* examinePictures(examination: Examination): AsyncGenerator<Finding> {
  const limit = pLimit(FILES_AT_ONCE);
  for (let after = FIRST_ID;;) {
    const pictures = await listPictures(examination.sql, after, BATCH);
    for (const found of await limit.map(pictures, (picture) => examinePicture(picture, examination))) yield* found;
    examination.onStep?.(pictures.length);
    const last = pictures.at(-1);
    if (!last || pictures.length < BATCH) return;
    after = last.id;
  }
}

async function examinePicture({ id, is_prepared }: KnownPictureRow, examination: Examination): Promise<Finding[]> {
  const { sql, stores, fixes, needsThumbnails } = examination;
  const path = hdPath(id);
  if (!await stores.permanent.exists(path) && !await stores.tmp.exists(path)) {
    return await isKnown(sql, id) ? [{ problem: "missing original", subject: id }] : [];
  }
  if (!needsThumbnails || !is_prepared || await stores.derivates.exists(thumbPath(id)) || !await isKnown(sql, id)) {
    return [];
  }
  if (fixes) await queuePreparation(sql, id);
  return [{ problem: "missing thumbnail", subject: id, repair: fixes ? "queued" : undefined }];
}

/** Reads again the originals that were found damaged: somebody may have put them right. */
async function* examineDamage(examination: Examination): AsyncGenerator<Finding> {
  for (const id of await findProblems(examination.sql)) {
    const problem = await checkOriginal(id, examination);
    examination.onStep?.(1);
    if (problem === "changed") yield { problem: "damaged original", subject: id };
  }
}

/** The same of what cameras sent. */
async function* examineMedia(examination: Examination): AsyncGenerator<Finding> {
  for (const media of await findMediaProblems(examination.sql)) {
    const problem = await checkMedia(media, examination);
    examination.onStep?.(1);
    if (problem) yield { problem: problem === "missing" ? "missing image" : "damaged image", subject: media.path };
  }
}

async function* examineDerivates(examination: Examination): AsyncGenerator<Finding> {
  const { sql, stores: { derivates }, fixes, needsThumbnails, onStep } = examination;
  for await (const { path } of derivates.walk()) {
    const id = pictureOfPath(path);
    if (!id || !path.endsWith(".jpg")) continue;
    onStep?.(1);
    if (await isWholeJpeg(derivates, path)) continue;
    if (fixes) {
      await derivates.remove(path);
      // Otherwise it is made when somebody asks for it.
      if (needsThumbnails && path === thumbPath(id)) await queuePreparation(sql, id);
    }
    yield { problem: "unreadable derivate", subject: path, repair: fixes ? "done" : undefined };
  }
}

/** A file that is gone meanwhile is none that cannot be read. */
async function isWholeJpeg(store: Store, path: string): Promise<boolean> {
  const file = await store.open(path);
  if (!file) return true;
  const end = new ImageEndDetector();
  let isFirst = true;
  for await (const chunk of file.stream()) {
    if (isFirst && !START_OF_IMAGE.every((byte, index) => chunk[index] === byte)) return false;
    isFirst = false;
    end.push(chunk);
  }
  return end.end !== undefined;
}

async function* examineOrphans(examination: Examination): AsyncGenerator<Finding> {
  const { sql, stores, fixes, deletesOrphans } = examination;
  for await (const { path } of findOrphans(sql, stores.derivates)) {
    if (fixes) await stores.derivates.remove(path);
    yield { problem: "orphan derivate", subject: path, repair: fixes ? "done" : undefined };
  }
  for (const store of [stores.permanent, stores.tmp]) {
    for await (const { path } of findOrphans(sql, store)) {
      if (deletesOrphans) await store.remove(path);
      yield { problem: "orphan original", subject: path, repair: deletesOrphans ? "done" : undefined };
    }
  }
}

async function* examineWork({ sql, fixes }: Examination): AsyncGenerator<Finding> {
  const work = Object.entries(await countStuckWork(sql)).filter(([, count]) => count > 0);
  if (work.length > 0 && fixes) await releaseStuckWork(sql);
  for (const [kind, count] of work) {
    yield { problem: "stuck work", subject: `${count} ${kind}`, repair: fixes ? "queued" : undefined };
  }
}
