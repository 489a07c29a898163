/** What becomes of a server whose threads fail, or hang. */
import assert from "node:assert/strict";
import type { Services } from "../../../src/core/services.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { watchBeats } from "../../../src/main/threads/heartbeats.ts";
import { startHttpThreads } from "../../../src/main/threads/http_threads.ts";
import { until } from "../../support/until.ts";

const entry = new URL("./failing_thread.ts", import.meta.url);

/** The part of them that is looked at. */
function servicesOf(team: Team): Services {
  return { team, settings: readSettings({}) } as unknown as Services;
}

function start(team: Team, port: number) {
  return startHttpThreads(servicesOf(team), { threads: 3, database: { socket: "/nowhere" }, port, entry });
}

Deno.test("an error that nobody catches in a thread is told to whoever runs the server, which can still be stopped", async () => {
  const team = new Team();
  const threads = start(team, 0);
  await threads.joined;
  assert.ok(threads.areWell());
  const asked = team.ask("log", { level: "info", search: "", limit: 1 });
  await assert.rejects(threads.failure, /^ThreadError: Thread [23] of 3 has failed: .*a defect/);
  assert.deepEqual(await asked, [], "who does not answer is left out");
  await threads.stop();
});

Deno.test("a thread that cannot start is told to whoever runs the server, which can still be stopped", async () => {
  const threads = start(new Team(), 1);
  let haveJoined = false;
  void threads.joined.then(() => haveJoined = true);
  await assert.rejects(threads.failure, /^ThreadError: Thread [23] of 3 has failed: .*no memory left/);
  await threads.stop();
  assert.ok(!haveJoined);
});

Deno.test("a server whose threads have not started yet can be stopped", async () => {
  const threads = start(new Team(), 0);
  await threads.stop();
});

Deno.test("a thread whose event loop does not run is noticed, and that it runs again", async () => {
  const beats = new Int32Array(new SharedArrayBuffer(12));
  const watch = watchBeats(beats, { interval: 5, stuckAfter: 50 });
  try {
    const beating = setInterval(() => Atomics.add(beats, 1, 1), 5);
    await until(() => Promise.resolve(!watch.areWell()));
    clearInterval(beating);
    const both = setInterval(() => [1, 2].forEach((place) => Atomics.add(beats, place, 1)), 5);
    await until(() => Promise.resolve(watch.areWell()));
    clearInterval(both);
  } finally {
    watch.stop();
  }
});
