/** Whether the instance is well, the log for administrators, and alerts. */
import assert from "node:assert/strict";
import { logger, startLogging } from "../../src/core/log.ts";
import { alertTask } from "../../src/health/mod.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";

const NEVER = new AbortController().signal;

interface Posted {
  title: string | null;
  text: string;
}

/** Something that takes alerts as ntfy does. */
function startWebhook() {
  const posted: Posted[] = [];
  const state = { status: 200 };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    posted.push({ title: request.headers.get("Title"), text: await request.text() });
    return new Response("", { status: state.status });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/topic`,
    posted,
    state,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function checks(
  { url, defaultAccount: headers }: TestServer,
): Promise<Record<string, { state: string; text: string }>> {
  const { checks } = await answer(fetch(`${url}/api/admin/health`, { headers }));
  return Object.fromEntries(checks.map((check: { subject: string }) => [check.subject, check]));
}

serverTest("a problem is told once, again when it is over, and until somebody hears it", async (server) => {
  await using webhook = startWebhook();
  const { services } = server.backend;
  services.settings.ALERT_WEBHOOK_URL = webhook.url;
  services.settings.ALERT_DISK_PERCENT = 0;
  const look = async () => {
    await server.sql`UPDATE alerts SET claimed_at = now() - interval '2 minutes'`;
    await alertTask.run(services, NEVER);
  };
  await look();
  assert.deepEqual(webhook.posted, []);

  const set = await answer(
    fetch(`${server.url}/api/upload_sets`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"title": "A walk"}',
    }),
  );
  await server.sql`
    INSERT INTO job_queue (task, upload_set_id, nb_errors, to_do_after_ts)
    VALUES ('dispatch', ${set.id}, 3, now() + interval '1 hour')`;
  webhook.state.status = 503;
  await look();
  webhook.state.status = 200;
  await look();
  await look();
  // At once by another server: one tells.
  const problem = { title: "Panoramax: problem", text: "Panoramax: Jobs that failed several times: 1" };
  assert.deepEqual(webhook.posted, [problem, problem], "told again after it was not heard, then no more");
  await server.sql`UPDATE job_queue SET nb_errors = 0`;
  await look();
  await look();
  assert.deepEqual(webhook.posted.slice(2).map(({ title }) => title), ["Panoramax: solved"]);
  assert.equal((await server.sql`SELECT FROM alerts`).length, 0);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("a problem of a machine that is gone is forgotten in time, those of others stay", async (server) => {
  await using webhook = startWebhook();
  const { services } = server.backend;
  services.settings.ALERT_WEBHOOK_URL = webhook.url;
  services.settings.ALERT_DISK_PERCENT = 101;
  await server.sql`
    INSERT INTO alerts (id, text, is_told, seen_at) VALUES
      ('disk@gone', 'Old disk', TRUE, now() - interval '2 hours'),
      ('clock@gone', 'Nobody heard of it', FALSE, now() - interval '2 hours'),
      ('disk@future', 'Before the clock was put back', TRUE, now() + interval '1 day'),
      ('disk@other', 'Disk of another', TRUE, now() - interval '30 minutes')`;
  await alertTask.run(services, NEVER);
  const told = webhook.posted.map(({ title, text }) => `${title} | ${text}`).toSorted();
  assert.equal(told.length, 3);
  assert.match(told[0]!, /no longer checked \| Panoramax: No longer checked, .*: Before the clock was put back$/);
  assert.match(told[1]!, /no longer checked \| Panoramax: No longer checked, .*: Old disk$/);
  assert.match(told[2]!, /: problem \| .*of the disk of .* are free$/);
  const ids = async () => (await server.sql`SELECT id FROM alerts ORDER BY id`).map(({ id }) => id);
  const [own] = (await ids()).filter((id) => id !== "disk@other");
  assert.deepEqual(await ids(), [own, "disk@other"].toSorted());

  // What lasts is not forgotten, however long.
  await server.sql`UPDATE alerts SET seen_at = now() - interval '2 hours', claimed_at = NULL`;
  await alertTask.run(services, NEVER);
  assert.deepEqual(await ids(), [own]);
  assert.equal(webhook.posted.length, 4);
});

serverTest("of two servers that look at once, one tells", async (server) => {
  await using webhook = startWebhook();
  const { services } = server.backend;
  services.settings.ALERT_WEBHOOK_URL = webhook.url;
  services.settings.ALERT_DISK_PERCENT = 101;
  await Promise.all([alertTask.run(services, NEVER), alertTask.run(services, NEVER)]);
  assert.equal(webhook.posted.length, 1);
  assert.match(webhook.posted[0]!.text, /of the disk of .* are free/);
  assert.equal((await checks(server)).disk?.state, "bad");
});

serverTest("the page of health says what is well, what is late, and for whom it is", async (server) => {
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = "/nowhere";
  const found = await checks(server);
  assert.deepEqual(
    Object.fromEntries(Object.entries(found).map(([subject, { state }]) => [subject, state])),
    {
      database: "good",
      storage: "good",
      disk: found.disk?.state,
      clock: "good",
      jobs: "good",
      originals: "good",
      backup: "warning",
      blurring: found.blurring?.state,
    },
  );
  await server
    .sql`INSERT INTO backup_runs (path, started_at, finished_at) VALUES ('x', now() - interval '3 days', now())`;
  assert.equal((await checks(server)).backup?.state, "bad");
  await server.sql`UPDATE backup_runs SET started_at = now() - interval '1 hour'`;
  assert.equal((await checks(server)).backup?.state, "good");
  const ana = await server.account("Ana");
  for (const path of ["health", "logs"]) {
    await answer(fetch(`${server.url}/api/admin/${path}`, { headers: ana }), 403);
    await answer(fetch(`${server.url}/api/admin/${path}`), 401);
  }
});

serverTest("the log is searched by level and text, and shows no secret", async (server) => {
  await startLogging({ API_LOG_LEVEL: "debug", API_LOG_FORMAT: "text" }, "stderr");
  const log = logger("odd");
  log.info("First {what}", { what: "thing" });
  log.error("Second /join?proof=abc.def.ghi by Bearer eyJhbGciOi.eyJqdGki.c2ln at postgres://me:hunter2@db/x");
  log.debug("Third");
  const lines = async (query: string) =>
    (await answer(fetch(`${server.url}/api/admin/logs?${query}`, { headers: server.defaultAccount }))).lines
      .filter(({ part }: { part: string }) => part === "odd").map(({ text }: { text: string }) => text);
  const [second, first] = await lines("search=");
  assert.equal(first, "First thing");
  assert.match(second, /^Second/);
  assert.doesNotMatch(second, /abc|eyJ|c2ln|hunter2/);
  assert.ok(!(await lines("level=error")).includes(first));
  assert.equal((await lines("search=FIRST"))[0], first);
  assert.deepEqual(await lines("search=third"), []);
  await answer(fetch(`${server.url}/api/admin/logs?limit=0`, { headers: server.defaultAccount }), 400);
});

serverTest("a clock that may be wrong is shown, until it is right again", async (server) => {
  const clock = async () => (await checks(server)).clock!.state;
  assert.equal(await clock(), "good");
  await server.sql`INSERT INTO clock_watch (confirmed_at, seen_at) VALUES (now() - interval '1 year', now())`;
  assert.equal(await clock(), "warning");
  await server.sql`UPDATE clock_watch SET confirmed_at = now() + interval '1 day'`;
  assert.equal(await clock(), "good");
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });
