import assert from "node:assert/strict";
import { answer, serverTest } from "../../support/server.ts";
import { createUploadSet } from "../../support/uploads.ts";

const read = async (url: string) => await (await fetch(`${url}/metrics`)).text();

serverTest("/metrics counts requests by their route, and of the database and the disk", async ({ url, sql }) => {
  await answer(fetch(`${url}/api/map/style.json`));
  await answer(fetch(`${url}/api/map/3/9/0.mvt`), 404);
  await answer(fetch(`${url}/api/map/4/77/0.mvt`), 404);
  await answer(fetch(`${url}/nowhere`), 404);
  await sql`INSERT INTO sequences (account_id) SELECT id FROM accounts WHERE is_default`;
  await sql`INSERT INTO job_queue (sequence_id, task) SELECT id, 'finalize' FROM sequences`;
  const response = await fetch(`${url}/metrics`);
  assert.match(response.headers.get("content-type")!, /^text\/plain; version=/);
  const text = await response.text();
  const requests = (route: string, status: number) =>
    text.match(`panoramax_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"} (\\d+)`)
      ?.[1];
  assert.equal(requests("/api/map/style.json", 200), "1");
  assert.equal(requests("/api/map/{z:int}/{x:int}/{y:int}.{format}", 404), "2");
  assert.equal(requests("none", 404), "1");
  assert.match(text, /panoramax_jobs\{task="finalize",state="waiting"\} 1/);
  assert.match(text, /panoramax_database_size_bytes [1-9]\d{6,}/);
  assert.match(text, /panoramax_storage_free_bytes\{store="permanent"\} [1-9]/);
  assert.match(text, /panoramax_event_loop_lag_seconds_count\{thread="1"\} \d/);
  assert.match(text, /process_resident_memory_bytes [1-9]/);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest(
  "/metrics has a bounded number of labels, whatever methods and addresses clients invent",
  async ({ url }) => {
    for (const name of ["BREW", "X1", "X2"]) {
      await (await fetch(`${url}/api/live`, { method: name })).body?.cancel();
      await (await fetch(`${url}/nowhere/${name}`)).body?.cancel();
    }
    const text = await read(url);
    assert.match(text, /request_duration_seconds_count\{method="other",[^}]*\} 3/);
    assert.doesNotMatch(text, /BREW|X1|X2/);
  },
);

serverTest("/metrics counts uploads and jobs of this process", async ({ url, sql, backend, defaultAccount }) => {
  const set = await createUploadSet({ url }, {}, defaultAccount);
  const form = new FormData();
  form.append("file", new File(["no picture"], "a.jpg"));
  const refused = await fetch(`${url}/api/upload_sets/${set}/files`, {
    method: "POST",
    body: form,
    headers: defaultAccount,
  });
  assert.equal(refused.status, 400, await refused.text());
  await sql`INSERT INTO sequences (account_id) SELECT id FROM accounts WHERE is_default`;
  await sql`INSERT INTO job_queue (sequence_id, task) SELECT id, 'finalize' FROM sequences`;
  await backend.runner!.idle();
  const text = await read(url);
  assert.match(text, /panoramax_uploads_total\{result="refused"\} 1/);
  assert.match(text, /panoramax_job_duration_seconds_count\{task="finalize",result="\w+"\} 1/);
});

serverTest(
  "/metrics is for administrators where the instance wants it so",
  async ({ url, account, defaultAccount }) => {
    assert.doesNotMatch(await (await fetch(`${url}/metrics`)).text(), /panoramax_/);
    await answer(fetch(`${url}/metrics`), 401);
    await answer(fetch(`${url}/metrics`, { headers: await account("bob") }), 403);
    const response = await fetch(`${url}/metrics`, { headers: defaultAccount });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /panoramax_jobs/);
  },
  { API_METRICS: "admin" },
);

serverTest("/metrics is not there where the instance keeps it to itself", async ({ url }) => {
  await answer(fetch(`${url}/metrics`), 404);
}, { API_METRICS: "false" });
