/** Lookups that are shared are never older than the question. */
import assert from "node:assert/strict";
import { SharedLookups } from "../../src/core/shared_lookups.ts";

/** Lookups that end when the test says so, and count. */
function slowLookups() {
  const ends: PromiseWithResolvers<string>[] = [];
  const look = () => {
    const end = Promise.withResolvers<string>();
    ends.push(end);
    return end.promise;
  };
  return { ends, look };
}

Deno.test("SharedLookups begins anew for those who ask while a lookup runs, once for all of them", async () => {
  const { ends, look } = slowLookups();
  const lookups = new SharedLookups<string>();
  const first = lookups.ask("a", look);
  const later = [lookups.ask("a", look), lookups.ask("a", look)];
  assert.equal(ends.length, 1);
  ends[0]?.resolve("before");
  assert.equal(await first, "before");
  assert.equal(ends.length, 2);
  const last = lookups.ask("a", look);
  ends[1]?.resolve("after");
  assert.deepEqual(await Promise.all(later), ["after", "after"]);
  assert.equal(ends.length, 3);
  ends[2]?.resolve("last");
  assert.equal(await last, "last");
  assert.equal(lookups.size, 0);
});

Deno.test("SharedLookups asks for each key by itself", async () => {
  const { ends, look } = slowLookups();
  const lookups = new SharedLookups<string>();
  const answers = Promise.all([lookups.ask("a", look), lookups.ask("b", look)]);
  assert.deepEqual([ends.length, lookups.size], [2, 2]);
  ends[1]?.resolve("of b");
  ends[0]?.resolve("of a");
  assert.deepEqual(await answers, ["of a", "of b"]);
  assert.equal(lookups.size, 0);
});

Deno.test("SharedLookups looks again after a failure", async () => {
  const { ends, look } = slowLookups();
  const lookups = new SharedLookups<string>();
  const failing = assert.rejects(lookups.ask("a", look), /away/);
  const waiting = lookups.ask("a", look);
  ends[0]?.reject(new Error("away"));
  await failing;
  ends[1]?.resolve("back");
  assert.equal(await waiting, "back");
  assert.equal(lookups.size, 0);
});
