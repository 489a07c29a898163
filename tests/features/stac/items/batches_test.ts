import assert from "node:assert/strict";
import { BATCH, batchesWithNeighbours } from "../../../../src/features/stac/items/batches.ts";
import type { ItemRow } from "../../../../src/features/stac/items/item_row.ts";

const row = (rank: number) => ({ id: `p${rank}`, rank, longitude: rank / 10, latitude: -rank / 10 }) as ItemRow;
const rows = (first: number, count: number) => Array.from({ length: count }, (_, index) => row(first + index));

/** Lists a sequence of `total` pictures as the queries would answer. */
async function list(total: number, limit: number | undefined) {
  const asked: [number, number][] = [];
  const fetchAfter = (rank: number, count: number) => {
    asked.push([rank, count]);
    return Promise.resolve(rows(rank + 1, Math.max(0, Math.min(count, total - rank))));
  };
  const first = rows(1, Math.min(total, Math.min(limit ?? BATCH, BATCH) + 1));
  const batches = await Array.fromAsync(batchesWithNeighbours(first, limit, fetchAfter));
  return { batches, items: batches.flat(), asked };
}

Deno.test("batchesWithNeighbours() links each item to those around it, across batches", async () => {
  const { items, batches, asked } = await list(2 * BATCH + 3, undefined);
  assert.deepEqual(batches.map((batch) => batch.length), [BATCH, BATCH, 3]);
  assert.deepEqual(asked, [[BATCH, BATCH + 1], [2 * BATCH, BATCH + 1]]);
  assert.deepEqual(items.map(({ rank }) => rank), rows(1, 2 * BATCH + 3).map(({ rank }) => rank));
  for (const [index, item] of items.entries()) {
    assert.equal(item.prev_id, items[index - 1]?.id ?? null);
    assert.equal(item.next_id, items[index + 1]?.id ?? null);
  }
  assert.deepEqual([items[1]?.next_longitude, items[1]?.next_latitude], [0.3, -0.3]);
  assert.deepEqual([items[1]?.prev_longitude, items[1]?.prev_latitude], [0.1, -0.1]);
});

Deno.test("batchesWithNeighbours() ends at the limit, whose last item knows its next", async () => {
  for (
    const [total, limit, expectedCount, hasNext] of [
      [5, 2, 2, true],
      [5, 5, 5, false],
      [5, 10, 5, false],
      [BATCH + 10, BATCH, BATCH, true],
      [BATCH + 10, BATCH + 4, BATCH + 4, true],
      [2 * BATCH, 2 * BATCH, 2 * BATCH, false],
      [0, 2, 0, false],
    ] as const
  ) {
    const { items } = await list(total, limit);
    assert.equal(items.length, expectedCount);
    assert.equal((items.at(-1)?.next_id ?? null) !== null, hasNext, `${total} ${limit}`);
  }
});
