/** Who sees what: each row is one object that not everybody may see, and every route that could show it. */
// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { type StacTest, stacTest } from "./support.ts";
import { seedSequence, type SequenceSeed, uuid } from "./seeds.ts";
import {
  everybody,
  HIDDEN,
  known,
  nobody,
  owner,
  ownerAndAdmin,
  ROLES,
  type Scenario,
  SCENARIOS,
  SEQUENCE,
  SHOWN,
} from "./visibility_scenarios.ts";

for (const scenario of SCENARIOS) {
  stacTest(`Visibility: ${scenario.name}`, async (test) => {
    await test.account("camille");
    const account = await test.account("bob");
    await seedSequence(test.sql, {
      id: SEQUENCE,
      account,
      pictures: [
        { id: HIDDEN, longitude: 1, latitude: 1, ...scenario.picture },
        { id: SHOWN, longitude: 1.00001, latitude: 1 },
      ],
      ...scenario.sequence,
    });
    for (const role of ROLES) {
      await check(test, scenario, role);
      await checkListsOfOwner(test, scenario, role, account);
      await checkFiles(test, scenario, role);
    }
    await checkEditsOfStrangers(test, scenario);
  });
}

async function check({ ask }: StacTest, scenario: Scenario, role: (typeof ROLES)[number]): Promise<void> {
  const url = `/api/collections/${SEQUENCE}`;
  /** The text of an answer, whatever its status, so that nothing that is shown escapes. */
  const read = async (path: string, init?: RequestInit) => {
    const response = await ask(path, role, init);
    return { status: response.status, text: await response.text() };
  };
  const shows = async (path: string, id: string, expected: boolean) => {
    const { text } = await read(path);
    assert.equal(
      text.includes(id),
      expected,
      `${role} ${path} ${expected ? "should" : "should not"} show ${id}: ${text}`,
    );
  };
  const answers = async (path: string, expected: boolean) => {
    const { status, text } = await read(path);
    assert.equal(status < 300, expected, `${role} ${path} answers ${status}`);
    if (!expected) {
      assert.equal(status, 404);
      assert.deepEqual(Object.keys(JSON.parse(text)), ["message", "status_code"], "nothing else is revealed");
    }
  };

  await shows("/api/collections", SEQUENCE, scenario.list[role]);
  await shows(`/api/collections?filter=id%3D'${SEQUENCE}'`, SEQUENCE, scenario.list[role]);
  await shows("/api/collections?format=rss", SEQUENCE, scenario.list[role]);
  await answers(url, scenario.collection[role]);
  await answers(`${url}/geovisio_status`, scenario.status[role]);
  await shows(`${url}/geovisio_status`, HIDDEN, scenario.itemOfStatus[role]);
  await answers(`${url}/items`, scenario.items[role]);
  await shows(`${url}/items`, HIDDEN, scenario.itemOfList[role]);
  await shows(`${url}/items?limit=1`, HIDDEN, scenario.itemOfList[role]);
  const withPicture = await read(`${url}/items?withPicture=${HIDDEN}`);
  assert.equal(withPicture.status === 200, scenario.itemOfList[role], `${role} withPicture`);

  // A broken picture is shown, with status 500.
  for (const path of [`/api/pictures/${HIDDEN}`, `${url}/items/${HIDDEN}`]) {
    const { status, text } = await read(path);
    assert.equal(status !== 404, scenario.item[role], `${role} ${path} answers ${status}`);
    assert.equal(text.includes("geometry"), scenario.item[role]);
  }
  await shows(`/api/search?ids=${HIDDEN}`, HIDDEN, scenario.item[role]);
  const finds = async (path: string, init?: RequestInit) => {
    const { text } = await read(path, init);
    const found = JSON.parse(text).features.some(({ id }: any) => id === HIDDEN);
    assert.equal(found, scenario.search[role], `${role} ${path}`);
    if (!scenario.item[role]) assert.ok(!text.includes(HIDDEN), `${role} ${path} gives the id away`);
  };
  for (
    const query of [
      "",
      `?ids=${HIDDEN},${SHOWN}`,
      `?collections=${SEQUENCE}`,
      `?ids=${HIDDEN}&collections=${SEQUENCE}`,
      `?filter=${encodeURIComponent(`collection = '${SEQUENCE}'`)}`,
      `?filter=${encodeURIComponent(`id = '${HIDDEN}' OR "semantics.seen" = 'yes'`)}`,
      "?place_position=1,1&place_distance=0-100&place_fov_tolerance=180&sortby=ts",
      "?bbox=0,0,2,2",
      "?datetime=2020-01-01T00:00:00Z/..",
      `?intersects=${encodeURIComponent('{"type":"Point","coordinates":[1,1]}')}`,
    ]
  ) await finds(`/api/search${query}`);
  await finds("/api/search", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } });

  // The neighbour of a picture is shown only to those who may see it as a finished picture.
  const neighbour = await read(`/api/pictures/${SHOWN}`);
  const isFinished = (scenario.picture?.preparingStatus ?? "prepared") === "prepared";
  assert.equal(neighbour.text.includes(HIDDEN), scenario.item[role] && isFinished, `${role} neighbour`);
}

async function checkListsOfOwner(
  { ask }: StacTest,
  { ownersLists }: Scenario,
  role: (typeof ROLES)[number],
  owner: string,
): Promise<void> {
  const url = `/api/users/${owner}`;
  for (const path of [`${url}/collection`, `${url}/catalog`, `${url}/collection?format=csv`]) {
    const response = await ask(path, role);
    const text = await response.text();
    assert.equal(text.includes(SEQUENCE), ownersLists[role], `${role} ${path}: ${text}`);
    // Even sums over what is hidden would reveal it. Catalogs may be empty, and the export has its header at least.
    const mayBeEmpty = !path.endsWith("/collection");
    assert.equal(response.status, ownersLists[role] || mayBeEmpty ? 200 : 404, `${role} ${path}`);
  }
}

async function checkFiles(
  { ask }: StacTest,
  { files, filesAreRefused, thumbnail = files }: Scenario,
  role: (typeof ROLES)[number],
): Promise<void> {
  const url = `/api/pictures/${HIDDEN}`;
  const expected = files[role] ? 200 : filesAreRefused ? 403 : 404;
  for (const path of [`${url}/hd.jpg`, `${url}/sd.jpg`, `${url}/thumb.jpg`, `${url}/tiled/0_0.jpg`]) {
    const response = await ask(path, role);
    await response.body?.cancel();
    assert.equal(response.status, expected, `${role} ${path}`);
  }
  const response = await ask(`/api/collections/${SEQUENCE}/thumb.jpg`, role);
  assert.equal((await response.text()).includes(HIDDEN), thumbnail[role], `${role} thumbnail of the collection`);
}

/** Strangers write nothing, and learn nothing of what they may not see. */
async function checkEditsOfStrangers({ ask, sql }: StacTest, { collection, item }: Scenario): Promise<void> {
  const url = `/api/collections/${SEQUENCE}`, picture = `${url}/items/${HIDDEN}`;
  const state = async () => {
    const rows = await sql<object[]>`
      SELECT (SELECT json_agg(s ORDER BY id) FROM sequences s)::text AS sequences,
        (SELECT json_agg(p ORDER BY id) FROM pictures p)::text AS pictures,
        (SELECT count(*)::int FROM sequences_semantics) AS tags, (SELECT count(*)::int FROM pictures_semantics) AS more_tags,
        (SELECT count(*)::int FROM sequences_changes) AS changes, (SELECT count(*)::int FROM pictures_changes) AS more_changes,
        (SELECT count(*)::int FROM job_queue) AS jobs`;
    return onlyRow(rows);
  };
  const before = await state();
  for (const role of ["anonymous", "camille"] as const) {
    for (
      const [method, path, sees, body] of [
        ["PATCH", url, collection, { title: "mine" }],
        ["PATCH", url, collection, { visibility: "anyone", semantics: [{ key: "a", value: "b" }] }],
        ["PATCH", picture, item, { visibility: "anyone", heading: 1 }],
        ["DELETE", url, collection],
        ["DELETE", picture, item],
      ] as const
    ) {
      const headers = { "Content-Type": "application/json" };
      const response = await ask(path, role, { method, headers, body: body && JSON.stringify(body) });
      const text = await response.text();
      const expected = role === "anonymous" ? 401 : sees[role] ? 403 : 404;
      assert.equal(response.status, expected, `${role} ${method} ${path} ${JSON.stringify(body)}: ${text}`);
    }
  }
  assert.deepEqual(await state(), before, "nothing is written");
}

stacTest("A hidden picture is not related to any other one", async ({ sql, account, ask }) => {
  await account("camille");
  const bob = await account("bob");
  const near = { longitude: 1, latitude: 1 };
  await seedSequence(sql, { id: SEQUENCE, account: bob, pictures: [{ id: SHOWN, ...near }] });
  const others = [
    { id: uuid(21), sequence: {}, picture: {}, sees: everybody },
    { id: uuid(22), sequence: {}, picture: { visibility: "owner-only" }, sees: ownerAndAdmin },
    { id: uuid(23), sequence: { visibility: "owner-only" }, picture: {}, sees: ownerAndAdmin },
    { id: uuid(24), sequence: { visibility: "logged-only" }, picture: {}, sees: known },
    { id: uuid(25), sequence: {}, picture: { status: "waiting-for-process" }, sees: owner },
    { id: uuid(26), sequence: { status: "deleted" }, picture: {}, sees: nobody },
  ];
  for (const [index, { id, sequence, picture }] of others.entries()) {
    await seedSequence(sql, {
      id: uuid(31 + index),
      account: bob,
      pictures: [{ id, ...near, ...picture }],
      ...sequence,
    });
  }
  for (const role of ROLES) {
    const { links } = await (await ask(`/api/pictures/${SHOWN}`, role)).json();
    const related = links.filter(({ rel }: any) => rel === "related").map(({ id }: any) => id).sort();
    assert.deepEqual(related, others.filter(({ sees }) => sees[role]).map(({ id }) => id), role);
  }
});

stacTest("GET /api/collections?show_deleted=true leaves tombstones of what the caller may not see", async (test) => {
  const { sql, json, account } = test;
  const bob = await account("bob");
  const admin = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  const sequences: [number, string, Partial<SequenceSeed>][] = [
    [1, bob, {}],
    [2, bob, { visibility: "owner-only" }],
    [3, bob, { status: "deleted" }],
    [4, admin.id, { visibility: "owner-only" }],
    [5, bob, { status: "waiting-for-process" }],
    [6, admin.id, { visibility: "logged-only" }],
  ];
  for (const [number, owner, more] of sequences) {
    await seedSequence(sql, { id: uuid(number), account: owner, title: `Rue ${number}`, ...more });
  }
  const expected: Record<string, string> = {
    anonymous: "1 2x 3x 4x 6x",
    bob: "1 2 3x 4x 6",
    admin: "1 2 3x 4 6",
  };
  for (const [role, entries] of Object.entries(expected)) {
    const { collections } = await json("/api/collections?show_deleted=true", { role });
    const shown = collections.map((entry: any) => `${Number(entry.id.slice(-2))}${entry.type ? "" : "x"}`);
    assert.equal(shown.join(" "), entries, role);
    for (const entry of collections) {
      if (entry.type) assert.ok(!("geovisio:status" in entry));
      else assert.deepEqual(entry, { id: entry.id, "geovisio:status": "deleted" });
    }
    const page = await json("/api/collections?show_deleted=true&limit=2", { role });
    const paging = page.links.slice(4);
    assert.deepEqual(paging.map(({ rel }: any) => rel), ["next", "last"]);
    assert.ok(paging.every(({ href }: any) => href.includes("show_deleted=True")));
    for (const { href } of paging) await json(href.replace("http://localhost:5000", ""), { role });
  }
  const old = encodeURIComponent("status IN ('deleted','ready') AND created >= '1980-12-31'");
  assert.equal((await json(`/api/collections?filter=${old}`)).collections.length, 5);
});

stacTest("Tombstones are found by when they were made and changed, and by nothing else", async (test) => {
  const { sql, json, account } = test;
  const bob = await account("bob"), hidden = uuid(2);
  const pictures = [12.5, 12.50001].map((longitude, index) => ({ id: uuid(11 + index), longitude, latitude: 41.5 }));
  await seedSequence(sql, { id: hidden, account: bob, title: "Home", visibility: "owner-only", pictures });
  await sql`INSERT INTO sequences_semantics (sequence_id, key, value) VALUES (${hidden}, 'secret', 'yes')`;
  await sql`UPDATE sequences SET updated_at = '2024-06-01' WHERE id = ${hidden}`;
  const finds = async (query: string, role: string) => {
    const { collections } = await json(`/api/collections?show_deleted=true&${query}`, { role });
    return collections.some(({ id }: any) => id === hidden);
  };
  const telling = [
    "bbox=12,41,13,42",
    "datetime=2021-07-29T00:00:00Z/2021-07-30T00:00:00Z",
    ...["semantics.secret='yes'", "visibility='owner-only'", "datetime<'2022-01-01'"]
      .map((filter) => `filter=${encodeURIComponent(filter)}`),
  ];
  for (const query of telling) {
    assert.deepEqual([await finds(query, "anonymous"), await finds(query, "bob")], [false, true], query);
  }
  const filter = encodeURIComponent("created>'2024-01-01' AND updated>'2024-05-31'");
  for (const query of [`filter=${filter}`, "sortby=-updated", "sortby=%2Bcreated"]) {
    assert.ok(await finds(query, "anonymous"), query);
  }
});

stacTest("Answers to known callers are private, and a bad token is refused", async ({ ask, account }) => {
  await account("bob");
  for (const path of ["/api/collections", `/api/collections/${SEQUENCE}`, "/api/search"]) {
    for (const [role, expected] of [["anonymous", "public, no-cache"], ["bob", "private, no-cache"]]) {
      const response = await ask(path, role);
      await response.body?.cancel();
      assert.equal(response.headers.get("Cache-Control"), expected, path);
    }
    const response = await ask(path, "anonymous", { headers: { Authorization: "Bearer pouet" } });
    assert.equal(response.status, 401);
    assert.equal((await response.json()).message, "Token not valid");
  }
});
