// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { BASE, type StacTest, stacTest } from "../support.ts";
import { seedSequence, uuid, walk } from "../seeds.ts";

const ids = (answer: any) => answer.collections.map(({ id }: any) => id);
const path = (answer: any, rel: string) =>
  answer.links.find((link: any) => link.rel === rel)?.href.slice(BASE.length) as string | undefined;

/** Walks along links of one kind, and answers the ids of each page. */
async function crawl(json: StacTest["json"], start: string, rel: string, role?: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = start; next !== undefined;) {
    const page: any = await json(next, { role });
    pages.push(ids(page));
    next = path(page, rel);
    assert.ok(pages.length < 100, "the pages never end");
  }
  return pages;
}

/** Sequences 1 to n, all made at the same moment, with days of capture that repeat and some values missing. */
async function seedMany(sql: StacTest["sql"], account: string, count: number): Promise<void> {
  await sql`
    INSERT INTO sequences (id, metadata, account_id, status, inserted_at, computed_capture_date, updated_at)
    SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
      CASE WHEN n % 3 > 0 THEN jsonb_build_object('title', 'L''été ' || n % 3) END, ${account}, 'ready', '2024-05-01T10:00:00Z',
      CASE WHEN n % 5 > 0 THEN date '2021-01-01' + n % 7 END,
      CASE WHEN n % 5 > 0 THEN timestamptz '2024-06-01T00:00:00Z' + n % 7 * interval '1.000001 hours' END
    FROM generate_series(1, ${count}::int) n`;
}

stacTest("GET /api/collections links to its surroundings when all fits in a page", async ({ sql, json, account }) => {
  const base = [
    { rel: "root", type: "application/json", title: "Instance catalog", href: `${BASE}/api/` },
    { rel: "parent", type: "application/json", href: `${BASE}/api/` },
    { rel: "self", type: "application/json", href: `${BASE}/api/collections` },
    {
      title: "Queryables",
      rel: "http://www.opengis.net/def/rel/ogc/1.0/queryables",
      type: "application/schema+json",
      href: `${BASE}/api/collections/queryables`,
    },
  ];
  assert.deepEqual(await json("/api/collections"), { collections: [], links: base });
  await seedSequence(sql, { id: uuid(1), account: await account("bob"), title: "Rue", pictures: walk(11) });
  const { collections, links } = await json("/api/collections");
  assert.deepEqual(links, base);
  assert.equal(collections.length, 1);
  const { "geovisio:visibility": _, "geovisio:sorted-by": __, ...listed } = await json(`/api/collections/${uuid(1)}`);
  delete listed.summaries["pers:interior_orientation"];
  assert.deepEqual(collections[0], listed);
  assert.equal(
    (await json("/api/collections?limit=7&created_after=2020-01-01")).links[2].href,
    `${BASE}/api/collections?limit=7&created_after=2020-01-01`,
  );
});

stacTest("GET /api/collections can be crawled in any order, forwards and backwards", async ({ sql, json, account }) => {
  await seedMany(sql, await account("bob"), 23);
  for (
    const [sortby, count] of [
      ["created", 23],
      ["-created", 23],
      ["-created,+updated", 23],
      ["created,-updated", 23],
      ["updated", 19],
      ["-updated", 19],
      ["datetime", 19],
      ["-datetime,-id", 19],
      ["visibility,-datetime", 23],
      ["title", 23],
      ["-title,+datetime", 23],
      ["-id", 23],
    ] as const
  ) {
    const query = `sortby=${encodeURIComponent(sortby)}`;
    const whole = ids(await json(`/api/collections?${query}`));
    assert.equal(new Set(whole).size, count, sortby);

    const first = await json(`/api/collections?limit=5&${query}`);
    assert.deepEqual(first.links.slice(4).map(({ rel }: any) => rel), ["next", "last"], sortby);
    const forwards = await crawl(json, `/api/collections?limit=5&${query}`, "next");
    assert.deepEqual(forwards.flat(), whole, sortby);

    const last = path(first, "last")!;
    assert.deepEqual((await json(last)).links.slice(4).map(({ rel }: any) => rel), ["first", "prev"], sortby);
    const backwards = await crawl(json, last, "prev");
    assert.deepEqual(backwards.toReversed().flat(), whole, sortby);
    assert.deepEqual(ids(await json(path(await json(last), "first")!)), forwards[0], sortby);
  }
});

stacTest("GET /api/collections filters by time, place and day", async ({ sql, json, account }) => {
  const bob = await account("bob");
  const far = [{ longitude: 10, latitude: 20 }, { longitude: 10.0001, latitude: 20 }];
  await seedSequence(sql, { id: uuid(1), account: bob, insertedAt: "2024-01-01T00:00:00Z", pictures: walk(11) });
  await seedSequence(sql, {
    id: uuid(2),
    account: bob,
    title: "Zone",
    insertedAt: "2024-02-01T00:00:00Z",
    pictures: far.map((place, index) => ({ ...place, id: uuid(21 + index), ts: "2022-03-04T23:30:00Z" })),
  });
  await seedSequence(sql, { id: uuid(3), account: bob, insertedAt: "2024-03-01T00:00:00Z" });
  await sql`UPDATE sequences SET updated_at = '2024-06-01T00:00:00Z' WHERE id = ${uuid(2)}`;
  for (
    const [query, expected] of [
      ["bbox=1.9,49,2,49.1", [1]],
      ["bbox=170,-10,-170,10", []],
      ["bbox=9,19,11,21", [2]],
      ["bbox=9&bbox=19&bbox=11&bbox=21", [2]],
      ["bbox=-180,-90,180,90", [1, 2]],
      ["datetime=2021-07-29", [1]],
      ["datetime=2021-07-29T23:59:00Z", [1]],
      ["datetime=2021-07-30/..", [2]],
      ["datetime=../2022-03-04", [1, 2]],
      ["created_after=2024-01-01T00:00:00Z", [2, 3]],
      ["created_before=2024-02-01T00:00:00Z", [1]],
      ["created_after=2024-01-15&created_before=2024-02-15", [2]],
      [`filter=created > '2024-01-01T00:00:00Z' AND created <= '2024-02-01'`, [2]],
      [`filter=created BETWEEN '2024-01-15' AND '2024-04-01'`, [2, 3]],
      [`filter=updated IS NULL`, [1, 3]],
      [`filter=updated >= '2018-01-01'`, [2]],
      [`filter=NOT (id IN ('${uuid(1)}', '${uuid(3)}'))`, [2]],
      [`filter=visibility <> 'anyone'`, []],
      [`filter=datetime = '2021-07-29' OR created > '2024-02-15'`, [1, 3]],
      [`filter=title LIKE 'Z%'`, [2]],
      ["sortby=title", [1, 3, 2]],
      ["sortby=+title", [1, 3, 2]],
      ["sortby=%2Btitle", [1, 3, 2]],
      ["sortby=%20title", [1, 3, 2]],
      ["sortby=-title", [2, 3, 1]],
      ["sortby=+id", [1, 2, 3]],
      ["limit=2", [1, 2]],
      ["sortby=-created&limit=2", [3, 2]],
    ] as [string, number[]][]
  ) {
    const url = `/api/collections?${query.replaceAll(" ", "%20")}`;
    assert.deepEqual(ids(await json(url)), expected.map(uuid), query);
  }
  const page = await json("/api/collections?limit=1&bbox=-180,-90,180,90");
  assert.deepEqual(ids(await json(path(page, "next")!)), [uuid(2)], "pages keep to the box");
});

stacTest("GET /api/collections says when nothing was made after or before", async ({ sql, json, account }) => {
  const url = "/api/collections?limit=50&created_after=2100-01-01T10:00:00Z";
  assert.deepEqual((await json(url)).collections, []);
  await seedSequence(sql, { id: uuid(1), account: await account("bob") });
  assert.deepEqual(await json(url, { status: 400 }), {
    message: "There is no collection created after 2100-01-01 10:00:00+00:00",
    status_code: 400,
  });
  assert.deepEqual(await json("/api/collections?created_before=2000-01-01T12:00:00%2B02", { status: 400 }), {
    message: "There is no collection created before 2000-01-01 10:00:00+00:00",
    status_code: 400,
  });
});

stacTest("GET /api/collections says what is wrong with a parameter", async ({ json }) => {
  assert.deepEqual(await json("/api/collections?created_after=pouet", { status: 400 }), {
    message: "Invalid `created_after` argument",
    status_code: 400,
    details: { error: "Unknown string format: pouet" },
  });
  assert.deepEqual(await json("/api/collections?sortby=created+", { status: 400 }), {
    message: "Unsupported sortby parameter: syntax isn't correct",
    status_code: 400,
  });
  await json(`/api/collections?page=${encodeURIComponent("created > '2021' OR 1=1")}`, { status: 400 });
});
