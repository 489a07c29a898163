import assert from "node:assert/strict";
import { poolSizes } from "../../../src/core/db/pool_sizes.ts";
import { threadCount } from "../../../src/main/threads/thread_count.ts";

Deno.test("threadCount() is what the settings say, else what cores, connections and memory allow", () => {
  const native = { DB_URL: "postgres://db/x", DB_MAX_CNX: 10, HTTP_THREADS: undefined };
  const pi = { cores: 4, memory: 0.95e9 }, small = { cores: 2, memory: 8e9 }, large = { cores: 32, memory: 256e9 };
  assert.equal(threadCount({ ...native, HTTP_THREADS: 5 }, pi), 5);
  assert.equal(threadCount(native, pi), 1);
  assert.equal(threadCount(native, { cores: 4, memory: 3.9e9 }), 3);
  assert.equal(threadCount(native, small), 2);
  assert.equal(threadCount(native, large), 3);
  assert.equal(threadCount({ ...native, DB_MAX_CNX: 100 }, large), 32);
  assert.equal(
    threadCount({ ...native, DB_URL: undefined }, large),
    1,
    "the embedded database does one thing at a time",
  );
  assert.equal(threadCount({ ...native, DB_MAX_CNX: 1 }, large), 1);
});

Deno.test("all threads together open no more connections than there may be, and each has both kinds", () => {
  for (let most = 2; most <= 100; most++) {
    for (let threads = 1; threads <= Math.max(1, Math.floor(most / 2)); threads++) {
      const all = Array.from({ length: threads }, (_, index) => poolSizes(most, threads, index === 0));
      const sum = all.reduce((sum, { requests, background }) => sum + requests + background, 0);
      assert.ok(sum <= most, `${threads} threads of ${most} have ${sum}`);
      assert.ok(all.every(({ requests, background }) => requests >= 1 && background >= 1), `${threads} of ${most}`);
      assert.ok(sum >= most - threads, `${threads} threads of ${most} have only ${sum}`);
    }
  }
  assert.deepEqual(poolSizes(10, 1, true), { requests: 7, background: 3 });
  assert.deepEqual(poolSizes(1, 1, true), { requests: 1, background: 1 });
});
