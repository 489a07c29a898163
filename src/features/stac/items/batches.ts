/** Lists of items are read and written in batches, so that a long one neither fills the memory nor blocks other requests. */
import type { ItemRow, Neighbours } from "./item_row.ts";

/** Items read, turned into JSON and sent at once; about 4 ms of work. */
export const BATCH = 250;

/**
 * Items of a list with their neighbours in it, batch by batch.
 * @param rows the first rows: one more than shown when there is a next one
 * @param limit most items of the list; undefined for all
 * @param fetchAfter the next rows after a rank
 */
export async function* batchesWithNeighbours<Row extends ItemRow>(
  rows: Row[],
  limit: number | undefined,
  fetchAfter: (rank: number, count: number) => Promise<Row[]>,
): AsyncGenerator<(Row & Neighbours)[]> {
  let remaining = limit ?? Infinity;
  let previous: Row | undefined;
  while (true) {
    const size = Math.min(remaining, BATCH);
    const shown = rows.slice(0, size), following = rows.at(size);
    const last = shown.at(-1);
    if (!last) return;
    yield shown.map((row, index) => ({
      ...row,
      ...neighbours(index === 0 ? previous : shown[index - 1], shown.at(index + 1) ?? following),
    }));
    remaining -= shown.length;
    if (!following || remaining === 0) return;
    previous = last;
    rows = await fetchAfter(last.rank, Math.min(remaining, BATCH) + 1);
  }
}

function neighbours(previous: ItemRow | undefined, next: ItemRow | undefined): Neighbours {
  return {
    next_id: next?.id ?? null,
    next_longitude: next?.longitude ?? null,
    next_latitude: next?.latitude ?? null,
    prev_id: previous?.id ?? null,
    prev_longitude: previous?.longitude ?? null,
    prev_latitude: previous?.latitude ?? null,
  };
}
