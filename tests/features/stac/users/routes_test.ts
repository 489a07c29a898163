// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { csvLine } from "../../../../src/features/stac/users/csv.ts";
import { seedSequence, uuid, walk } from "../seeds.ts";
import { BASE, type StacTest, stacTest } from "../support.ts";

/** Three sequences of bob, made one day after the other: public, hidden, and one that is not ready. */
async function withSequences(test: StacTest): Promise<string> {
  const bob = await test.account("bob");
  await test.account("camille");
  const [first, second, third, ...others] = walk(11);
  const day = (number: number) => `2024-05-0${number}T10:00:00Z`;
  await seedSequence(test.sql, {
    id: uuid(1),
    account: bob,
    title: "a",
    insertedAt: day(1),
    pictures: [first, second],
  });
  await seedSequence(test.sql, {
    id: uuid(2),
    account: bob,
    title: "b",
    insertedAt: day(2),
    visibility: "owner-only",
    pictures: [third],
  });
  await seedSequence(test.sql, {
    id: uuid(3),
    account: bob,
    insertedAt: day(3),
    status: "waiting-for-process",
    pictures: others,
  });
  return bob;
}

function children({ links }: any): any[] {
  return links.filter(({ rel }: any) => rel === "child");
}

stacTest("The collection of an account sums up what the caller may see", async (test) => {
  const bob = await withSequences(test);
  const path = `/api/users/${bob}/collection`;
  const shown = await test.json(path);
  assert.equal(shown.id, `user:${bob}`);
  assert.equal(shown.title, "bob's sequences");
  assert.equal(shown.created, "2024-05-01T10:00:00+00:00");
  assert.deepEqual(shown["stats:items"], { count: 2 });
  assert.deepEqual(shown["stats:collections"], { count: 1 });
  assert.deepEqual(shown.extent.temporal.interval, [["2021-07-29T09:16:54+00:00", "2021-07-29T09:16:56+00:00"]]);
  assert.deepEqual(shown.links.map(({ rel }: any) => rel), ["parent", "root", "self", "child"]);
  const [child] = children(shown);
  assert.deepEqual([child.id, child.href], [uuid(1), `${BASE}/api/collections/${uuid(1)}`]);
  assert.equal(child["geovisio:status"], undefined);
  assert.equal(child["geovisio:visibility"], undefined);

  const own = await test.json("/api/users/me/collection", { role: "bob" });
  assert.deepEqual(own["stats:collections"], { count: 3 });
  assert.deepEqual(
    children(own).map((link) => [link.id, link["geovisio:status"], link["geovisio:visibility"]]),
    [
      [uuid(3), "waiting-for-process", "anyone"],
      [uuid(2), "ready", "owner-only"],
      [uuid(1), "ready", "anyone"],
    ],
  );
});

stacTest("The collection of an account is filtered, and paged through without loss", async (test) => {
  const bob = await withSequences(test);
  const path = `/api/users/${bob}/collection`;
  const seen: string[] = [];
  let next: string | undefined = `${path}?limit=1&sortby=%2Bcreated`;
  while (next) {
    const page: any = await test.json(next, { role: "bob" });
    seen.push(...children(page).map(({ id }) => id));
    next = page.links.find(({ rel }: any) => rel === "next")?.href.slice(BASE.length);
  }
  assert.deepEqual(seen, [uuid(1), uuid(2), uuid(3)]);

  const filtered = await test.json(`${path}?filter=created>'2024-05-01T23:00:00Z'`, { role: "bob" });
  assert.deepEqual(filtered["stats:collections"], { count: 2 });
  const elsewhere = await test.json(`${path}?bbox=100,10,101,11`);
  assert.deepEqual(elsewhere["stats:collections"], { count: 1 });
  assert.deepEqual(children(elsewhere), []);
  const nothing = await test.json(`${path}?filter=created>'2100-01-01T00:00:00Z'`, { status: 404 });
  assert.equal(nothing.message, "No matching sequences found");
});

stacTest("The catalog of an account leads to its collections", async (test) => {
  const bob = await withSequences(test);
  const catalog = await test.json(`/api/users/${bob}/catalog/`);
  assert.equal(catalog.type, "Catalog");
  assert.equal(catalog.extent, undefined);
  assert.deepEqual(catalog.links[0], {
    rel: "self",
    type: "application/json",
    href: `${BASE}/api/users/${bob}/catalog/`,
  });
  assert.deepEqual(children(catalog).map(({ id }) => id), [uuid(1)]);
  assert.equal(children(catalog)[0]["geovisio:status"], undefined);
  const own = await test.json(`/api/users/${bob}/catalog`, { role: "bob" });
  assert.deepEqual(children(own).map((link) => [link.id, link["geovisio:status"]]), [
    [uuid(1), "ready"],
    [uuid(2), "ready"],
    [uuid(3), "waiting-for-process"],
  ]);
  const response = await test.ask("/api/users/me/catalog?limit=10", "bob");
  assert.equal(response.status, 302);
  assert.equal(response.headers.get("Location"), `${BASE}/api/users/${bob}/catalog/?limit=10`);
});

stacTest("Nothing is said of collections that the caller may not see", async (test) => {
  const bob = await withSequences(test), camille = await test.account("camille again");
  await test.sql`UPDATE sequences SET visibility = 'owner-only' WHERE account_id = ${bob}`;
  for (const account of [bob, camille]) {
    const missing = await test.json(`/api/users/${account}/collection`, { status: 404, role: "camille" });
    assert.equal(missing.message, `No data loaded for user ${account}`);
    const catalog = await test.json(`/api/users/${account}/catalog`, { role: "camille" });
    assert.deepEqual(catalog.links.map(({ rel }: { rel: string }) => rel), ["self", "root"]);
  }
  assert.equal(children(await test.json(`/api/users/${bob}/catalog`, { role: "bob" })).length, 3);
  for (const kind of ["collection", "catalog"]) {
    const unknown = await test.json(`/api/users/${uuid(999)}/${kind}`, { status: 404 });
    assert.equal(unknown.message, `Impossible to find user ${uuid(999)}`);
    const login = await test.ask(`/api/users/me/${kind}`);
    assert.equal(login.status, 302);
    assert.ok(login.headers.get("Location")!.includes("/api/auth/login?next_url="));
  }
});

stacTest("The CSV export has all collections that the caller may see", async (test) => {
  const bob = await withSequences(test);
  await test.sql`UPDATE sequences SET metadata = '{"title": "say \\"hi\\", bob"}' WHERE id = ${uuid(2)}`;
  const path = `/api/users/${bob}/collection`;
  const lines = async (query: string, role: string, headers?: HeadersInit) => {
    const response = await test.ask(path + query, role, { headers });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Content-Type"), "text/csv");
    assert.equal(response.headers.get("Vary"), "Accept, Authorization, Cookie");
    assert.equal(response.headers.get("Content-Disposition"), "attachment");
    return (await response.text()).trimEnd().split("\n");
  };
  const [header, ...own] = await lines("?format=csv&limit=1", "bob");
  assert.ok(header?.startsWith("id,status,name,created,updated,capture_date,"));
  assert.deepEqual(own.map((line) => line.slice(0, 36)), [uuid(3), uuid(2), uuid(1)]);
  assert.ok(own[1]?.startsWith(`${uuid(2)},ready,"say ""hi"", bob",2024-05-02 10:00:00+00,`));
  assert.match(own[2] ?? "", /,2,0\.001,16,4$/);
  assert.deepEqual((await lines("", "anonymous", { Accept: "text/csv" })).map((line) => line.slice(0, 2)), [
    "id",
    "00",
  ]);
  assert.deepEqual((await lines("?format=csv", "camille")).length, 2);
  await test.json(`/api/users/${uuid(999)}/collection?format=csv`, { status: 404 });
  const camille = await test.account("someone new");
  const empty = await test.ask(`/api/users/${camille}/collection?format=csv`);
  assert.equal((await empty.text()).trimEnd(), header);
});

stacTest("The CSV export has no text that a spreadsheet would take for a formula", async (test) => {
  const bob = await withSequences(test);
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    await test
      .sql`UPDATE sequences SET metadata = jsonb_set(metadata, '{title}', to_jsonb(${`${start}HYPERLINK(1)`}::text))
      WHERE id = ${uuid(1)}`;
    const text = await (await test.ask(`/api/users/${bob}/collection?format=csv`)).text();
    assert.match(text, new RegExp(`,"?'[${start}]HYPERLINK\\(1\\)"?,`), JSON.stringify(text));
  }
});

stacTest("The CSV export says what it cannot do", async (test) => {
  const bob = await withSequences(test);
  const cases = [
    ["page=created+>+'2021-01-01'&filter=created+>+'2021-01-01'", "CSV export does not support pagination"],
    ["filter=created+>+'2021-01-01'", "CSV export does not support filters"],
    ["sortby=%2Bcreated", "CSV export does not support sorting by anything but creation date"],
    ["sortby=-updated", "CSV export does not support sorting by anything but creation date"],
  ];
  for (const [query, message] of cases) {
    const refusal = await test.json(`/api/users/${bob}/collection?format=csv&${query}`, { status: 400 });
    assert.equal(refusal.message, message);
  }
});

Deno.test("csvLine() quotes what would break the line", () => {
  assert.equal(csvLine(["a", null, 'b"c', "d,e", "f\ng"]), 'a,,"b""c","d,e","f\ng"\n');
});
