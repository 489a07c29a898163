/** Counts in a table that other threads use at the same time. */
import { SharedTable } from "../../../src/core/threads/mod.ts";

self.onmessage = ({ data: { memory, size, times } }) => {
  const table = new SharedTable(size, memory);
  for (let time = 0; time < times; time++) table.use(`key ${time % 3}`, (row) => row.add(0, 1));
  self.postMessage("done");
};
