/** The keogram of a year: a column for each day from noon to noon, so that a night is in one piece. */
import type { Sql } from "../../../../core/db/sql.ts";
import type { VisibleCamera } from "../queries.ts";
import { Bitmap, type Colour } from "./bitmap.ts";
import { listSkySlots } from "./queries.ts";

const DAY = 86_400, HALF_DAY = DAY / 2;
const DAY_PIXELS = 2, SLOT_PIXELS = 4, SLOTS = 96;
/** Days of one query: a few thousand rows. */
const BATCH = 28;

/** What the keogram of a year shows when nothing else is asked for. */
export const DAYS_OF_YEAR = 365;

function toByte(value: number): number {
  return Math.min(Math.max(value, 0), 255);
}

/** The first day, in days since 1970, that is not in the keogram of a moment. */
export function endDayOf({ utc_offset }: Pick<VisibleCamera, "utc_offset">, now: number): number {
  return Math.floor((now / 1000 + utc_offset - HALF_DAY) / DAY) + 1;
}

/** The keogram of the last days up to a moment. @param now milliseconds since 1970 @returns a BMP file */
export async function drawYear(
  sql: Sql,
  camera: VisibleCamera,
  { days, now }: { days: number; now: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const shift = camera.utc_offset - HALF_DAY;
  const endDay = endDayOf(camera, now);
  const firstDay = endDay - days;
  const bitmap = new Bitmap(days * DAY_PIXELS, SLOTS * SLOT_PIXELS);
  for (let day = firstDay; day < endDay; day += BATCH) {
    const batch = { cameraId: camera.id, shift, firstDay: day, endDay: Math.min(day + BATCH, endDay) };
    for (const slot of await listSkySlots(sql, batch)) {
      const colour: Colour = [toByte(slot.red), toByte(slot.green), toByte(slot.blue)];
      const left = (slot.day - firstDay) * DAY_PIXELS;
      bitmap.fill(left, slot.slot * SLOT_PIXELS, DAY_PIXELS, SLOT_PIXELS, colour);
    }
  }
  return bitmap.bytes;
}
