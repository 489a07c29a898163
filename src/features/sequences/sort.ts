/** Puts the pictures of a sequence in order. */
import type { Transaction } from "../../core/db/sql.ts";
import { ApiError } from "../../core/http/errors.ts";
import { timesOfTags } from "../../core/metadata/mod.ts";
import { fileNameOrder } from "./file_name_order.ts";
import { findPicturesToSort, type PictureToSort, writeRanks } from "./queries.ts";

export const SEQUENCE_SORTS = ["+gpsdate", "-gpsdate", "+filedate", "-filedate", "+filename", "-filename"] as const;
export type SequenceSort = (typeof SEQUENCE_SORTS)[number];

const NAMES: Record<string, string> = { gpsdate: "GPS date", filedate: "file date", filename: "file name" };

/**
 * Ranks the pictures anew, from 1; equals keep their order. The line of the sequence follows by itself.
 * @throws ApiError 422 when a picture lacks what it is to be sorted by
 */
export async function sortSequence(tx: Transaction, id: string, sort: SequenceSort): Promise<void> {
  await writeRanks(tx, id, sortPictures(await findPicturesToSort(tx, id), sort).map((picture) => picture.id));
}

/** The pictures in another order; see `sortSequence`. */
export function sortPictures(pictures: PictureToSort[], sort: SequenceSort): PictureToSort[] {
  const by = sort.slice(1), keys = new Map(pictures.map((picture) => [picture, sortKey(picture, by)]));
  if ([...keys.values()].some((key) => key === undefined)) {
    const name = NAMES[by];
    throw new ApiError(
      422,
      `Sort by ${name} is not possible on this sequence (no ${name} information available on pictures)`,
    );
  }
  const compare = by === "filename" ? fileNameOrder([...keys.values()] as string[]) : compareMoments;
  const direction = sort.startsWith("-") ? -1 : 1;
  return pictures.toSorted((a, b) => direction * compare(keys.get(a)!, keys.get(b)!));
}

function sortKey({ fileName, gpsTime, cameraTime, exif }: PictureToSort, by: string): string | undefined {
  switch (by) {
    case "filename":
      return fileName ?? undefined;
    case "gpsdate":
      return gpsTime ?? (exif ? timesOfTags(exif).gps : undefined);
    default:
      return cameraTime ?? (exif ? timesOfTags(exif).camera : undefined);
  }
}

/** ISO 8601 with offset and up to six decimals: whole seconds by their instant, then the decimals, which Date would cut. */
function compareMoments(a: string, b: string): number {
  return Math.floor(Date.parse(a) / 1000) - Math.floor(Date.parse(b) / 1000) || microseconds(a) - microseconds(b);
}

function microseconds(moment: string): number {
  return Number((/\.(\d{1,6})/.exec(moment)?.[1] ?? "").padEnd(6, "0"));
}
