/** Collections of another instance, from the request to what is shown of them. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { hdPath } from "../../../../src/core/storage/mod.ts";
import { type RemoteInstance, startRemoteInstance } from "../../../support/remote_instance.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../../support/server.ts";

const PRIVATE = { API_TRANSFER_PRIVATE_HOSTS: "127.0.0.1", PICTURE_PROCESS_NB_RETRIES: "1" };

type Headers = Record<string, string>;

function ask(server: TestServer, location: unknown, headers: Headers): Promise<Response> {
  return fetch(`${server.url}/api/transfers`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ collection_location: location }),
  });
}

/** Asks, and waits until everything is done. @returns the transfer */
async function transfer(server: TestServer, remote: RemoteInstance, headers: Headers) {
  const { id } = await answer(ask(server, remote.location, headers), 202);
  await server.backend.runner!.drained();
  return await answer(fetch(`${server.url}/api/transfers/${id}`));
}

serverTest("POST /api/transfers copies a collection with its tags, its pictures and their ids", async (server) => {
  await using remote = await startRemoteInstance(3);
  const bob = await server.account("bob"), { collection, items } = remote;
  const annotation = crypto.randomUUID();
  const shape = { type: "Polygon", coordinates: [[[1, 1], [10, 1], [10, 10], [1, 10], [1, 1]]] };
  collection.semantics = [{ key: "transport", value: "bike" }];
  items[0].properties.annotations = [{ id: annotation, shape, semantics: [{ key: "osm|traffic_sign", value: "yes" }] }];
  items[1].properties.semantics = [{ key: "quality", value: "a very nice picture!" }];

  const asked = await ask(server, remote.location, bob);
  assert.equal(asked.headers.get("Location"), `${server.url}/api/collections/${collection.id}`);
  assert.equal(asked.headers.get("Access-Control-Expose-Headers"), "Location");
  const { id, links } = await answer(asked, 202);
  assert.deepEqual(links, [{ rel: "self", type: "application/json", href: `${server.url}/api/transfers/${id}` }]);

  await server.backend.runner!.drained();
  const done = await answer(fetch(`${server.url}/api/transfers/${id}`));
  const [{ started_at, finished_at, ...rest }] = done.jobs;
  assert.ok(started_at.endsWith("Z") && finished_at >= started_at);
  assert.deepEqual([done.jobs.length, rest, done.status], [1, {}, "finished"]);
  assert.deepEqual(done.collection, {
    id: collection.id,
    nb_transfered_items: 3,
    nb_items_to_transfer: 3,
    status: "ready",
    links: [{ rel: "self", type: "application/json", href: `${server.url}/api/collections/${collection.id}` }],
  });

  const here = await answer(fetch(`${server.url}/api/collections/${collection.id}`));
  assert.deepEqual([here.title, here.providers[0].name, here["stats:items"].count], ["Elsewhere", "bob", 3]);
  assert.deepEqual(here.semantics, [
    { key: "original:collection_location", value: remote.location },
    { key: "transport", value: "bike" },
  ]);
  const { features } = await answer(fetch(`${server.url}/api/collections/${collection.id}/items`));
  assert.deepEqual(features.map((item: { id: string }) => item.id), items.map((item) => item.id));
  for (const [index, { id, properties, geometry }] of features.entries()) {
    const there = items[index];
    assert.equal(Date.parse(properties.datetime), Date.parse(there.properties.datetime));
    assert.equal(properties["original_file:name"], `${index + 1}.jpg`);
    assert.equal(properties["view:azimuth"], 15);
    for (const axis of [0, 1]) {
      assert.ok(Math.abs(geometry.coordinates[axis] - there.geometry.coordinates[axis]) < 1e-6);
    }
    // What says the same as its item stays as it is, byte for byte.
    assert.deepEqual(await Deno.readFile(`${server.storage}/permanent${hdPath(id)}`), remote.pictures.get(id));
  }
  assert.deepEqual(features[1].properties.semantics, [{ key: "quality", value: "a very nice picture!" }]);
  assert.deepEqual(features[0].properties.annotations, [
    { id: annotation, shape, semantics: [{ key: "osm|traffic_sign", value: "yes" }] },
  ]);
  assert.equal([...remote.userAgents].join(), "Panoramax/Panoramax/0.1.0");
}, PRIVATE);

serverTest("POST /api/transfers keeps what was corrected on the other instance", async (server) => {
  await using remote = await startRemoteInstance(2);
  const [corrected] = remote.items;
  corrected.geometry.coordinates = [4.2, 42.2];
  Object.assign(corrected.properties, {
    datetime: "2023-07-03T10:12:01.001000+00:00",
    datetimetz: "2023-07-03T12:12:01.001000+02:00",
    "view:azimuth": 66,
    "pers:pitch": -12.3,
    "pers:roll": 70,
    "pers:yaw": 1.3,
  });
  const { collection } = await transfer(server, remote, await server.account("bob"));
  const { geometry, properties } = await answer(
    fetch(`${server.url}/api/collections/${collection.id}/items/${corrected.id}`),
  );
  assert.deepEqual(geometry.coordinates, [4.2, 42.2]);
  assert.equal(properties.datetime, "2023-07-03T10:12:01.001000+00:00");
  assert.equal(properties.datetimetz, "2023-07-03T12:12:01.001000+02:00");
  assert.deepEqual(
    [properties["view:azimuth"], properties["pers:pitch"], properties["pers:roll"], properties["pers:yaw"]],
    [66, -12.3, 70, 1.3],
  );
  // The file says it too: what is downloaded is as good as what is shown.
  assert.equal(properties.exif["Exif.GPSInfo.GPSImgDirection"], "6600/100");
}, PRIVATE);

serverTest("an interrupted transfer resumes with the missing pictures", async (server) => {
  await using remote = await startRemoteInstance(3);
  const bob = await server.account("bob");
  const [first, second] = remote.items;
  let isBroken = true;
  remote.intercept = (path) =>
    isBroken && path.includes(second.id) ? new Response("broken", { status: 500 }) : undefined;

  const failed = await transfer(server, remote, bob);
  assert.deepEqual([failed.status, failed.collection.nb_transfered_items, failed.jobs.length], ["failed", 1, 2]);
  assert.match(failed.jobs[1].error, /answered 500/);
  const headers = { "Accept-Language": "fr" };
  const { jobs } = await answer(fetch(`${server.url}/api/transfers/${failed.id}`, { headers }));
  assert.match(jobs[1].error, /a répondu 500/);

  isBroken = false;
  const done = await transfer(server, remote, bob);
  assert.deepEqual([done.status, done.collection.nb_transfered_items], ["finished", 3]);
  assert.equal(remote.paths.filter((path) => path.includes(`/${first.id}/hd`)).length, 1);
}, PRIVATE);

serverTest("a transfer skips pictures that this instance refuses, with a warning", async (server) => {
  await using remote = await startRemoteInstance(3);
  const [broken, missing] = remote.items;
  remote.pictures.set(broken.id, new TextEncoder().encode("no picture"));
  remote.pictures.delete(missing.id);
  const done = await transfer(server, remote, await server.account("bob"));
  assert.deepEqual([done.status, done.collection.nb_transfered_items], ["finished", 1]);
  const [{ warning }] = done.jobs;
  assert.match(warning, /^2 pictures could not be transferred/);
  assert.ok(warning.includes(`${broken.id}: Impossible to open file as image`));
  assert.ok(warning.includes(`${missing.id}: ${remote.host} answered 404`));
}, PRIVATE);

serverTest(
  "POST /api/transfers answers 409 while a transfer is under way, and for what is somebody else's",
  async (server) => {
    await using remote = await startRemoteInstance(1);
    const bob = await server.account("bob"), camille = await server.account("camille");
    const { promise, resolve: release } = Promise.withResolvers<undefined>();
    remote.intercept = (path) =>
      path.includes("/items") ? promise.then(() => new Response("", { status: 500 })) : undefined;
    const { id } = await answer(ask(server, remote.location, bob), 202);
    assert.deepEqual(await answer(ask(server, remote.location, bob), 409), {
      message: "A transfer job is still pending for this collection",
      status_code: 409,
    });
    assert.equal(
      (await answer(ask(server, remote.location, camille), 409)).message,
      "The collection already exists, owned by another account, you cannot transfer this one",
    );

    const { id: owner } = onlyRow(await server.sql`SELECT id FROM accounts WHERE name = 'bob'`);
    for (const path of [`users/${owner}/transfers`, "users/me/transfers"]) {
      const { transfers } = await answer(fetch(`${server.url}/api/${path}`, { headers: bob }));
      assert.deepEqual(transfers.map((transfer: { id: string }) => transfer.id), [id]);
    }
    release(undefined);
    await server.backend.runner!.drained();
    const list = (query: string) => answer(fetch(`${server.url}/api/users/me/transfers${query}`, { headers: bob }));
    assert.deepEqual((await list("")).transfers, []);
    assert.deepEqual((await list("?show_all=true")).transfers.map(({ status }: { status: string }) => status), [
      "failed",
    ]);
  },
  PRIVATE,
);

serverTest("a deleted collection can be transferred again", async (server) => {
  await using remote = await startRemoteInstance(2);
  const bob = await server.account("bob");
  await transfer(server, remote, bob);
  const url = `${server.url}/api/collections/${remote.collection.id}`;
  await answer(fetch(url, { method: "DELETE", headers: bob }), 204);
  const again = await transfer(server, remote, bob);
  assert.deepEqual([again.status, again.collection.nb_transfered_items], ["finished", 2]);
  assert.equal((await answer(fetch(url)))["stats:items"].count, 2);
  const picture = await fetch(`${server.url}/api/pictures/${remote.items[0].id}/hd.jpg`);
  assert.deepEqual(await picture.bytes(), remote.pictures.get(remote.items[0].id));
}, PRIVATE);

serverTest("a transfer ends when its collection is deleted in the meantime", async (server) => {
  await using remote = await startRemoteInstance(3);
  const bob = await server.account("bob"), [, second, third] = remote.items;
  remote.intercept = (path) => {
    if (!path.includes(second.id)) return undefined;
    const deletion = fetch(`${server.url}/api/collections/${remote.collection.id}`, { method: "DELETE", headers: bob });
    return deletion.then(() => new Response(remote.pictures.get(second.id)));
  };
  await answer(ask(server, remote.location, bob), 202);
  await server.backend.runner!.drained();
  assert.ok(!remote.paths.some((path) => path.includes(`${third.id}/hd`)));
  assert.equal((await server.sql`SELECT FROM pictures`).length, 0);
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
  const attempts = await server.sql`SELECT error FROM job_history WHERE job_task = 'transfer'`;
  assert.deepEqual(attempts.map(({ error }) => error), ["The collection has been deleted"]);
}, PRIVATE);

serverTest("transfers into hidden collections are shown only to their owner", async (server) => {
  await using remote = await startRemoteInstance(1);
  const bob = await server.account("bob"), camille = await server.account("camille");
  const { id } = await transfer(server, remote, bob);
  await server.sql`UPDATE sequences SET visibility = 'owner-only'`;
  const { id: owner } = onlyRow(await server.sql`SELECT id FROM accounts WHERE name = 'bob'`);
  const list = `${server.url}/api/users/${owner}/transfers?show_all=true`;
  for (const headers of [{}, camille]) {
    await answer(fetch(`${server.url}/api/transfers/${id}`, { headers }), 404);
    assert.deepEqual((await answer(fetch(list, { headers }))).transfers, []);
  }
  assert.equal((await answer(fetch(`${server.url}/api/transfers/${id}`, { headers: bob }))).id, id);
  assert.equal((await answer(fetch(list, { headers: bob }))).transfers.length, 1);
}, PRIVATE);

serverTest("POST /api/transfers refuses what is not a collection, and leaves nothing behind", async (server) => {
  await using remote = await startRemoteInstance(1);
  const bob = await server.account("bob");
  const refuse = async (location: unknown, message: string, reason: RegExp) => {
    const refusal = await answer(ask(server, location, bob), 400);
    assert.equal(refusal.message, message);
    assert.match(JSON.stringify(refusal), reason);
  };
  const [parsing, reading] = ["Impossible to transfer the collection", "Impossible to retrieve the collection"];
  await refuse(undefined, parsing, /"fields":\["collection_location"\],"error":"Field required"/);
  await refuse(12, parsing, /Input should be a valid string/);
  await refuse("ftp://example.org/api/collections/1", reading, /not an address/);
  await refuse(`${remote.location}0`, reading, /answered 404/);
  await refuse(`http://${remote.host.replace("127.0.0.1", "[::ffff:127.0.0.1]")}/`, reading, /not public/);
  for (
    const [document, reason] of [
      [{ ...remote.collection, id: "x" }, /id: Input should be a valid UUID/],
      [{ ...remote.collection, "stats:items": undefined }, /stats:items/],
      [[], /dictionary/],
    ] as const
  ) {
    remote.intercept = () => Response.json(document);
    await refuse(remote.location, reading, reason);
  }
  remote.intercept = () => new Response("<html>");
  await refuse(remote.location, reading, /no valid JSON/);
  remote.intercept = () => Response.redirect(`http://${remote.host}/elsewhere`);
  await refuse(remote.location, reading, /redirects are not followed/);
  assert.ok(!remote.paths.includes("/elsewhere"));
  const sent = await fetch(`${server.url}/api/transfers`, { method: "POST", headers: bob, body: "x" });
  assert.equal((await answer(sent, 415)).message, "Parameter for transfering collection should be a valid JSON");
  const { sequences, jobs } = onlyRow(
    await server.sql`
    SELECT (SELECT count(*)::int FROM sequences) AS sequences, (SELECT count(*)::int FROM job_queue) AS jobs`,
  );
  assert.deepEqual([sequences, jobs], [0, 0]);
}, PRIVATE);

serverTest("POST /api/transfers contacts no private host that is not in the settings", async (server) => {
  await using remote = await startRemoteInstance(1);
  for (const host of [remote.host, remote.host.replace("127.0.0.1", "localhost")]) {
    const location = remote.location.replace(remote.host, host);
    const { error } = await answer(ask(server, location, await server.account("bob")), 400);
    assert.match(error, /has an address that is not public$/);
  }
  assert.deepEqual(remote.paths, []);
});

serverTest("a transfer contacts no private host for pictures or further pages", async (server) => {
  await using remote = await startRemoteInstance(3);
  await using secret = await startRemoteInstance(0);
  for (const item of remote.items) item.assets.hd.href = `http://localhost:${secret.host.split(":")[1]}/secret.jpg`;
  const { status, jobs, collection } = await transfer(server, remote, await server.account("bob"));
  assert.equal(collection.nb_transfered_items, 0);
  assert.equal(status, "finished");
  assert.match(jobs[0].warning, /localhost has an address that is not public/);

  remote.collection.id = crypto.randomUUID();
  remote.location = `http://${remote.host}/api/collections/${remote.collection.id}`;
  remote.intercept = (path) =>
    path.includes("/items")
      ? Response.json({
        features: [remote.items[0]],
        links: [{ rel: "next", href: `http://localhost:${secret.host.split(":")[1]}/secret` }],
      })
      : undefined;
  const failed = await transfer(server, remote, server.defaultAccount);
  assert.deepEqual([failed.status, failed.jobs.length], ["failed", 1]);
  assert.deepEqual(secret.paths, []);
}, PRIVATE);
