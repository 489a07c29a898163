/** What `/api/health` says of the database and of the stores. */
import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { answer, serverTest } from "../../support/server.ts";

serverTest("A server whose pictures cannot be read is live, and not ready", async ({ url, storage }) => {
  // Before it is asked for the first time: what it finds is remembered for some seconds.
  await rename(storage, `${storage}.away`);
  const state = await answer(fetch(`${url}/api/health`), 503);
  assert.deepEqual(state, { live: true, ready: false, database: true, storage: "unreachable" });
  await answer(fetch(`${url}/api/live`), 200);
  await rename(`${storage}.away`, storage);
});
