/** Puts the pictures of a sequence in the order in which they were taken. */
import type { Sql } from "../../core/db/sql.ts";
import { lockPicturesOfSequence, rankByCaptureTime, updateHeadings } from "./queries.ts";

/**
 * Orders a sequence by capture time. Headings that come from the movement follow the new order.
 * @returns whether the order changed
 */
export async function reorderSequence(sql: Sql, id: string): Promise<boolean> {
  return await sql.begin(async (tx) => {
    await lockPicturesOfSequence(tx, id);
    const hasChanged = await rankByCaptureTime(tx, id) > 0;
    if (hasChanged) await updateHeadings(tx, id);
    return hasChanged;
  }) as boolean;
}
