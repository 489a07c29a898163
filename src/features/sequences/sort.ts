/** Puts the pictures of a sequence in order. */
import type { Sql, Transaction } from "../../core/db/sql.ts";
import { ApiError } from "../../core/http/errors.ts";
import { message } from "../../core/messages/mod.ts";
import { timesOfTags } from "../../core/metadata/mod.ts";
import { fileNameOrder } from "./file_name_order.ts";
import {
  clearSort,
  findPicturesToSort,
  listByCaptureTime,
  lockPicturesOfSequence,
  type PictureToSortRow,
  updateHeadings,
  writeRanks,
} from "./queries.ts";

/** Orders that a sequence can be put in; the sign says whether ascending or descending. */
export const SEQUENCE_SORTS = ["+gpsdate", "-gpsdate", "+filedate", "-filedate", "+filename", "-filename"] as const;
/** One of `SEQUENCE_SORTS`. */
export type SequenceSort = (typeof SEQUENCE_SORTS)[number];

const NAMES = {
  gpsdate: "sequences.gps_date",
  filedate: "sequences.file_date",
  filename: "sequences.file_name",
} as const;
type SortKind = keyof typeof NAMES;

/**
 * Ranks the pictures again, from 1. Triggers draw the line of the sequence.
 * @throws ApiError 422 when a picture lacks what it is to be sorted by
 */
export async function sortSequence(tx: Transaction, id: string, sort: SequenceSort): Promise<void> {
  await writeRanks(tx, id, sortPictures(await findPicturesToSort(tx, id), sort).map((picture) => picture.id));
}

/**
 * Orders a sequence by capture time, as dispatch does. Headings that come from the movement follow the new order.
 * @returns whether the order changed
 */
export async function reorderSequence(sql: Sql, id: string): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const among = await lockPicturesOfSequence(tx, id);
    if (!await orderByCaptureTime(tx, id)) return false;
    await clearSort(tx, id);
    await updateHeadings(tx, id, { among });
    return true;
  });
}

/** Ranks the pictures by their capture time; those of one moment by their file names. @returns whether the order changed */
export async function orderByCaptureTime(tx: Transaction, id: string): Promise<boolean> {
  const pictures = await listByCaptureTime(tx, id);
  const byName = orderByName(pictures);
  const sorted = pictures.toSorted((a, b) => a.ts === b.ts ? byName(a, b) : a.ts < b.ts ? -1 : 1);
  if (sorted.every(({ rank }, index) => rank === index + 1)) return false;
  await writeRanks(tx, id, sorted.map((picture) => picture.id));
  return true;
}

/**
 * The pictures in another order; see `sortSequence`. Pictures of the same moment, as in a burst without sub-seconds, sort by file
 * name, or keep their order where there is none.
 */
export function sortPictures(pictures: PictureToSortRow[], sort: SequenceSort): PictureToSortRow[] {
  const by = readSortKind(sort);
  const keyed = pictures.map((picture) => ({ picture, key: sortKey(picture, by) }));
  const known = keyed.filter((entry): entry is { picture: PictureToSortRow; key: string } => entry.key !== undefined);
  if (known.length < keyed.length) {
    throw new ApiError(422, message("sequences.unsortable", { name: message(NAMES[by]) }));
  }
  const compare = by === "filename" ? fileNameOrder(known.map(({ key }) => key)) : compareMoments;
  const byName = orderByName(pictures);
  const direction = sort.startsWith("-") ? -1 : 1;
  return known.toSorted((a, b) => direction * (compare(a.key, b.key) || byName(a.picture, b.picture)))
    .map(({ picture }) => picture);
}

function readSortKind(sort: SequenceSort): SortKind {
  return sort.endsWith("gpsdate") ? "gpsdate" : sort.endsWith("filedate") ? "filedate" : "filename";
}

function orderByName<Picture extends { file_name: string | null }>(pictures: Picture[]) {
  const compare = fileNameOrder(pictures.map(({ file_name }) => file_name ?? ""));
  return (a: Picture, b: Picture) =>
    a.file_name === null || b.file_name === null ? 0 : compare(a.file_name, b.file_name);
}

function sortKey({ file_name, gps_time, camera_time, exif }: PictureToSortRow, by: SortKind): string | undefined {
  switch (by) {
    case "filename":
      return file_name ?? undefined;
    case "gpsdate":
      return gps_time ?? (exif ? timesOfTags(exif).gps : undefined);
    default:
      return camera_time ?? (exif ? timesOfTags(exif).camera : undefined);
  }
}

/** ISO 8601 with offset and up to six decimals: whole seconds by their instant, then the decimals, which Date would cut. */
function compareMoments(a: string, b: string): number {
  return Math.floor(Date.parse(a) / 1000) - Math.floor(Date.parse(b) / 1000) || microseconds(a) - microseconds(b);
}

function microseconds(moment: string): number {
  return Number((/\.(\d{1,6})/.exec(moment)?.[1] ?? "").padEnd(6, "0"));
}
