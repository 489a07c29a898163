/** A whole server whose threads share one port. */
import assert from "node:assert/strict";
import { makeInstance } from "../../support/instances.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import type { ServerProcess } from "../../support/program.ts";
import { answer } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { createUploadSet } from "../../support/uploads.ts";

/** Each is on one thread or the other: that all are on the same one happens once in 2000 runs. */
const CONNECTIONS = 12;

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

function threadsTest(
  name: string,
  body: (server: ServerProcess, connections: Ask[], token: string) => Promise<void>,
  variables: Record<string, string> = {},
): void {
  Deno.test({
    name,
    ignore: !Deno.env.has("TEST_DB_URL"),
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      await using instance = await makeInstance("native", { variables: { HTTP_THREADS: "2", ...variables } });
      await using server = await instance.serve();
      await until(() => Promise.resolve(server.printed().includes("2 threads answer requests")));
      const [, token = ""] = /(\S+)\n$/.exec((await instance.run("default-account-tokens", "get")).stdout) ?? [];
      // Each client has a connection of its own, which it keeps.
      const clients = Array.from({ length: CONNECTIONS }, () => Deno.createHttpClient({ poolMaxIdlePerHost: 1 }));
      try {
        await body(
          server,
          clients.map((client) => (path, init) => fetch(server.url + path, { ...init, client })),
          token,
        );
      } finally {
        for (const client of clients) client.close();
      }
    },
  });
}

/** Hundredths of a second that threads of a name computed. */
async function processorTime(pid: number, name: string): Promise<number> {
  let time = 0;
  for await (const task of Deno.readDir(`/proc/${pid}/task`)) {
    const stat = await Deno.readTextFile(`/proc/${pid}/task/${task.name}/stat`);
    const [, found, rest = ""] = /^\d+ \((.*)\) (.*)/.exec(stat) ?? [];
    // proc(5): user and system time are the 14th and 15th field, of which three are gone.
    const [user, system] = rest.split(" ").slice(11, 13).map(Number);
    if (found?.startsWith(name)) time += (user ?? 0) + (system ?? 0);
  }
  return time;
}

threadsTest(
  "both threads answer; what is written through one is seen by the next request through the other",
  async (server, connections, token) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const before = await processorTime(server.pid, "worker");
    const titles = new Set<string>();
    for (const [round, write] of connections.entries()) {
      const title = `Our town ${round}`, summary = { name: { en: title }, description: { en: "" } };
      await answer(write("/api/admin/settings", {
        method: "PATCH",
        headers,
        body: JSON.stringify({ API_SUMMARY: JSON.stringify(summary) }),
      }));
      // The landing page is kept in memory by each thread.
      for (const read of connections) assert.equal((await answer(read("/api"))).title, title);
      const { id } = await answer(
        write("/api/upload_sets", { method: "POST", headers, body: JSON.stringify({ title }) }),
      );
      for (const read of connections) {
        titles.add((await answer(read(`/api/upload_sets/${id}`, { headers }))).title);
      }
    }
    assert.equal(titles.size, CONNECTIONS);
    assert.ok(await processorTime(server.pid, "worker") > before + 10, "the second thread has computed too");

    const metrics = await (await connections[0]!("/metrics")).text();
    const [, landings] = /duration_seconds_count\{method="GET",route="\/api",status="200"\} (\d+)/.exec(metrics) ?? [];
    assert.equal(Number(landings), CONNECTIONS ** 2, "the figures of both threads are added");
    for (const thread of [1, 2]) assert.match(metrics, new RegExp(`lag_seconds_count\\{thread="${thread}"\\} [1-9]`));
    for (const read of connections) {
      const { lines } = await answer(read("/api/admin/logs?search=warn&limit=50", { headers }));
      assert.ok(Array.isArray(lines));
    }
    assert.equal(server.printed().match(/is ready/g)?.length, 1, "the banner is printed once");
  },
  { API_METRICS: "true" },
);

threadsTest("a limit of requests is counted over both threads", async (_, connections) => {
  const started = performance.now();
  const answers = await Promise.all(Array.from({ length: 8 }, () => connections).flat().map((ask) => ask("/api")));
  for (const { body } of answers) await body?.cancel();
  const accepted = answers.filter(({ status }) => status === 200).length;
  // One more is let through every two seconds.
  const most = 30 + Math.ceil((performance.now() - started) / 2000);
  assert.ok(accepted >= 30 && accepted <= most, `${accepted} of ${answers.length}, and at most ${most}`);
  assert.ok(answers.every(({ status }) => status === 200 || status === 429));
}, { API_REQUESTS_PER_MINUTE: "30" });

threadsTest("wrong passwords are counted over both threads", async (_, connections) => {
  const log = (ask: Ask) =>
    ask("/login", {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "name=ana&password=wrong",
    });
  const statuses: number[] = [];
  for (const ask of [...connections, ...connections]) {
    const response = await log(ask);
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses.map((status) => status === 429), statuses.map((_, index) => index >= 10), statuses.join());
}, { OAUTH_PROVIDER: "local" });

threadsTest(
  "all uploads that run when the server is stopped are finished, on both threads",
  async (server, connections) => {
    const setId = await createUploadSet(server);
    const pictures = await Promise.all(walk<number>(CONNECTIONS).map(makePicture));
    const finish = Promise.withResolvers<void>();
    const begun: Promise<void>[] = [];
    const uploads = connections.map(async (ask, index) => {
      const form = new FormData();
      form.append("file", new File([new Uint8Array(pictures[index]!)], `${index}.jpg`));
      const whole = new Response(form), type = whole.headers.get("Content-Type")!;
      const bytes = new Uint8Array(await whole.arrayBuffer()), half = Math.floor(bytes.length / 2);
      const isBegun = Promise.withResolvers<void>();
      begun.push(isBegun.promise);
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          controller.enqueue(bytes.subarray(0, half));
          isBegun.resolve();
          await finish.promise;
          controller.enqueue(bytes.subarray(half));
          controller.close();
        },
      });
      return await ask(`/api/upload_sets/${setId}/files`, { method: "POST", headers: { "Content-Type": type }, body });
    });
    while (begun.length < CONNECTIONS) await new Promise((resolve) => setTimeout(resolve));
    await Promise.all(begun);
    // The server has the beginning of all: it has received them before it answers another request on each thread.
    for (const ask of connections) await answer(ask("/api/live"));
    const stopped = server.stop();
    while (!server.printed().includes("Stopping")) await new Promise((resolve) => setTimeout(resolve, 5));
    finish.resolve();
    for (const response of await Promise.all(uploads)) await answer(response, 202);
    const { code, stdout, stderr } = await stopped;
    assert.equal(code, 0, stdout + stderr);
  },
);
