/** What `/api/health` says of the database and of the stores. */
import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { answer, serverTest } from "../../support/server.ts";

serverTest("A server whose pictures cannot be read is live, and not ready", async ({ url, storage }) => {
  // Before it is asked for the first time: what it finds is remembered for some seconds.
  await rename(storage, `${storage}.away`);
  for (const path of ["/api/health", "/ready"]) {
    const state = await answer(fetch(url + path), 503);
    assert.deepEqual(state, { live: true, ready: false, database: true, storage: "unreachable" }, path);
  }
  for (const path of ["/api/live", "/live"]) {
    assert.deepEqual(await answer(fetch(url + path)), { live: true }, path);
    assert.equal((await fetch(url + path, { method: "HEAD" })).status, 200, path);
  }
  await rename(`${storage}.away`, storage);
});
