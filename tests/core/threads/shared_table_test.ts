import assert from "node:assert/strict";
import { SharedTable } from "../../../src/core/threads/mod.ts";
import { tableMemory } from "../../../src/core/threads/shared_table.ts";

Deno.test("SharedTable counts right while several threads use it", async () => {
  const size = { rows: 16, fields: 1 }, memory = tableMemory(size), times = 6_000;
  const entry = new URL("./counting_thread.ts", import.meta.url);
  const workers = Array.from({ length: 3 }, () => new Worker(entry, { type: "module" }));
  await Promise.all(workers.map(async (worker) => {
    const done = Promise.withResolvers<void>();
    worker.onmessage = () => done.resolve();
    worker.postMessage({ memory, size, times });
    await done.promise;
    worker.terminate();
  }));
  const table = new SharedTable(size, memory);
  const counts = [0, 1, 2].map((key) => table.use(`key ${key}`, (row) => row.get(0)));
  assert.deepEqual(counts, [times, times, times]);
});

Deno.test("SharedTable forgets the key that was not used for longest, and what is not kept", () => {
  // All keys are in the same eight rows.
  const table = new SharedTable({ rows: 8, fields: 2 });
  const put = (key: string) => table.use(key, (row) => row.set(1, 7));
  for (let key = 0; key < 8; key++) put(`${key}`);
  put("0");
  put("new");
  const known = (key: string) =>
    table.use(key, (row) => {
      const isKnown = row.isKnown;
      row.isKept = isKnown;
      return isKnown && row.get(1) === 7;
    });
  assert.deepEqual(["0", "1", "2", "new"].map(known), [true, false, true, true]);
  assert.equal(table.size, 8);
  table.use("2", (row) => row.isKept = false);
  assert.equal(known("2"), false);
  assert.equal(table.size, 7);
});

Deno.test("SharedTable lets others go on after an error", () => {
  const table = new SharedTable({ rows: 8, fields: 1 });
  assert.throws(() =>
    table.use("a", () => {
      throw new Error("wrong");
    }), /wrong/);
  table.use("a", (row) => row.set(0, 1));
  assert.equal(table.size, 1);
});
