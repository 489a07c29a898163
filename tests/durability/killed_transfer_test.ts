/** A server is killed, or stopped, while it copies a collection: the next one goes on, and nothing is lost or twice. */
import assert from "node:assert/strict";
import { hdPath } from "../../src/core/storage/mod.ts";
import { type Instance, instanceTest } from "../support/instances.ts";
import { type RemoteInstance, startRemoteInstance } from "../support/remote_instance.ts";
import { answer, filesBelow } from "../support/server.ts";
import { until } from "../support/until.ts";
import { arm, disarm, untilHeld } from "./stops.ts";

const VARIABLES = { API_TRANSFER_PRIVATE_HOSTS: "127.0.0.1", API_LOG_LEVEL: "error" };

async function ask(url: string, { location }: RemoteInstance): Promise<string> {
  const { id } = await answer(
    fetch(`${url}/api/transfers`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ collection_location: location }),
    }),
    202,
  );
  return id;
}

/** Everything has arrived, in its order, and nothing else is there. */
async function assertWhole({ query, storage }: Instance, { items, pictures }: RemoteInstance): Promise<void> {
  const rows = await query((sql) =>
    sql`
    SELECT p.id, p.status, sp.rank FROM pictures p JOIN sequences_pictures sp ON sp.pic_id = p.id ORDER BY sp.rank`
  );
  assert.deepEqual([...rows], items.map(({ id }, index) => ({ id, status: "ready", rank: index + 1 })));
  const files = `${storage}/permanent`;
  assert.deepEqual(await filesBelow(files), items.map(({ id }) => hdPath(id).slice(1)).sort());
  for (const [id, bytes] of pictures) assert.deepEqual(await Deno.readFile(files + hdPath(id)), bytes);
}

async function untilDone(url: string): Promise<void> {
  await until(async () => (await answer(fetch(`${url}/api/jobs/stats`))).total_jobs === 0);
}

function downloads({ paths }: RemoteInstance, item: { id: string }): number {
  return paths.filter((path) => path.includes(`${item.id}/hd`)).length;
}

instanceTest("A transfer that was killed between a file and its row goes on", async (instance) => {
  await using remote = await startRemoteInstance(3);
  const [first, second] = remote.items;
  let server = await instance.serve();
  try {
    const stop = { on: "INSERT ON pictures", when: `NEW.id = '${second.id}'` } as const;
    await arm(instance, stop);
    const id = await ask(server.url, remote);
    await untilHeld(instance, server);
    await server[Symbol.asyncDispose]();
    await disarm(instance);

    server = await instance.serve();
    await untilDone(server.url);
    await assertWhole(instance, remote);
    assert.deepEqual([downloads(remote, first), downloads(remote, second)], [1, 2]);
    const { status, jobs } = await answer(fetch(`${server.url}/api/transfers/${id}`));
    assert.deepEqual([status, jobs.at(-1).warning], ["finished", undefined]);
  } finally {
    await server[Symbol.asyncDispose]();
  }
}, { variables: VARIABLES });

instanceTest("A server that is stopped during a transfer ends at once, and the next one goes on", async (instance) => {
  await using remote = await startRemoteInstance(3);
  const [first, second] = remote.items;
  const { promise: isAsked, resolve } = Promise.withResolvers<void>();
  const { promise: never, resolve: release } = Promise.withResolvers<undefined>();
  remote.intercept = (path) => {
    if (!path.includes(second.id)) return undefined;
    resolve();
    return never.then(() => new Response(null, { status: 500 }));
  };
  let server = await instance.serve();
  try {
    const id = await ask(server.url, remote);
    await isAsked;
    assert.equal((await server.stop()).code, 0);
    remote.intercept = () => undefined;
    release(undefined);

    server = await instance.serve();
    await untilDone(server.url);
    await assertWhole(instance, remote);
    assert.equal(downloads(remote, first), 1);
    const { status, jobs } = await answer(fetch(`${server.url}/api/transfers/${id}`));
    assert.deepEqual([status, jobs.length], ["finished", 2]);
  } finally {
    await server[Symbol.asyncDispose]();
  }
}, { variables: VARIABLES });
