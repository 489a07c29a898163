import assert from "node:assert/strict";
import { seedSequence, uuid, walk } from "../../seeds.ts";
import { type StacTest, stacTest } from "../../support.ts";

const SEQUENCE = uuid(1), PATH = `/api/collections/${SEQUENCE}`;
const IDS = [11, 12, 13, 14, 15].map(uuid);

/** Bob's: the second picture is hidden, the third is still processed; the first has a wicked name. */
async function withSequence(test: StacTest): Promise<void> {
  const bob = await test.account("bob");
  await test.account("camille");
  const [first, second, third, ...others] = walk(11);
  await seedSequence(test.sql, {
    id: SEQUENCE,
    account: bob,
    pictures: [
      { ...first, metadata: { ...first.metadata, originalFileName: "../../=été,1.JPG", make: '=HYPERLINK("x")' } },
      { ...second, visibility: "owner-only" },
      { ...third, status: "waiting-for-process", preparingStatus: "not-processed" },
      ...others,
    ],
  });
}

/** The entries of an archive: names from its central directory, and the bytes of each, which are the id of the picture. */
function entriesOf(bytes: Uint8Array): [string, string][] {
  const view = new DataView(bytes.buffer), decoder = new TextDecoder();
  const found: [string, string][] = [];
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const size = view.getUint32(at + 24, true), nameLength = view.getUint16(at + 28, true);
    const start = view.getUint32(at + 42, true);
    const content = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    found.push([
      decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      decoder.decode(bytes.subarray(content, content + size)),
    ]);
  }
  return found;
}

async function unzipped(response: Response): Promise<[string, string][]> {
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Content-Type"), "application/zip");
  assert.match(response.headers.get("Content-Disposition")!, /^attachment; filename=".+\.zip"$/);
  return entriesOf(await response.bytes());
}

stacTest("the archive has the published files of what the caller may see", async (test) => {
  await withSequence(test);
  const fileOf = (id: string) => `/00/00/00/00/${id.slice(9)}.jpg`;
  const others = [["00004_4.jpg", fileOf(IDS[3]!)], ["00005_5.jpg", fileOf(IDS[4]!)]];
  const first = ["00001__été_1.jpg", fileOf(IDS[0]!)];
  assert.deepEqual(await unzipped(await test.ask(`${PATH}/items.zip`)), [first, ...others]);
  assert.deepEqual(await unzipped(await test.ask(`${PATH}/items.zip`, "bob")), [
    first,
    ["00002_2.jpg", fileOf(IDS[1]!)],
    ...others,
  ]);
});

stacTest("chosen pictures are packed, from a form or JSON, without those that the caller may not see", async (test) => {
  await withSequence(test);
  const chosen = [IDS[4]!, IDS[1]!, uuid(99)];
  const json = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ items: chosen }),
  };
  const form = { method: "POST", body: new URLSearchParams({ items: chosen.join(",") }) };
  for (const init of [json, form]) {
    const names = (await unzipped(await test.ask(`${PATH}/items.zip`, "camille", init))).map(([name]) => name);
    assert.deepEqual(names, ["00005_5.jpg"]);
  }
  for (const body of ["{}", '{"items": []}', '{"items": ["x"]}']) {
    await test.json(`${PATH}/items.zip`, { status: 400, init: { ...json, body } });
  }
});

stacTest("the table has a line for each picture, and no formulas", async (test) => {
  await withSequence(test);
  const response = await test.ask(`${PATH}/items.csv`);
  assert.equal(response.headers.get("Content-Type"), "text/csv");
  const lines = (await response.text()).trimEnd().split("\n");
  assert.equal(lines.length, 4);
  assert.ok(lines[0]!.startsWith("id,rank,datetime,longitude,latitude,heading"));
  assert.ok(lines[1]!.startsWith(`${IDS[0]},1,2021-07-29T09:16:54+00:00,1.919185`));
  assert.ok(lines[1]!.includes(`"'=HYPERLINK(""x"")"`));
  assert.ok(!lines.join().includes(IDS[1]!), "what is hidden");
  assert.equal((await (await test.ask(`${PATH}/items.csv`, "bob")).text()).trimEnd().split("\n").length, 6);
});

stacTest("what is hidden has no downloads", async (test) => {
  await withSequence(test);
  await test.sql`UPDATE sequences SET visibility = 'owner-only'`;
  for (const path of [`${PATH}/items.zip`, `${PATH}/items.csv`, `/api/collections/${uuid(98)}/items.zip`]) {
    await test.json(path, { role: "camille", status: 404 });
  }
  assert.equal((await unzipped(await test.ask(`${PATH}/items.zip`, "admin"))).length, 4);
});

stacTest("a client has six downloads under way, and another one when one of them has ended", async (test) => {
  await withSequence(test);
  const open: Response[] = [];
  const begin = async (path: string, status: number, role?: string) => {
    const response = await test.ask(`${PATH}/${path}`, role);
    assert.equal(response.status, status);
    if (status === 200) open.push(response);
    else assert.match((await response.json()).message, /downloads/);
  };
  for (const path of ["items.zip", "items.csv", "items.zip", "items.csv", "items.zip", "items.zip"]) {
    await begin(path, 200);
  }
  for (const path of ["items.zip", "items.csv"]) await begin(path, 429);
  await begin("items.zip", 200, "bob");
  await open[0]!.body!.cancel();
  await begin("items.zip", 200);
  await begin("items.zip", 429);
  await open[1]!.text();
  await begin("items.csv", 200);
  await begin("items.csv", 429);
  await test.sql`ALTER TABLE pictures RENAME TO gone`;
  try {
    await assert.rejects(open[3]!.text());
  } finally {
    await test.sql`ALTER TABLE gone RENAME TO pictures`;
  }
  await begin("items.zip", 200);
  for (const response of open) if (!response.bodyUsed) await response.body!.cancel();
});

stacTest("times that no archive can hold become the nearest", async (test) => {
  await withSequence(test);
  await test.sql`UPDATE pictures SET ts = '9999-12-31 23:59:59Z' WHERE id = ${IDS[0]!}`;
  await test.sql`UPDATE pictures SET ts = '0001-01-01 00:00:00Z' WHERE id = ${IDS[3]!}`;
  const bytes = await (await test.ask(`${PATH}/items.zip`)).bytes();
  const view = new DataView(bytes.buffer), years: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) years.push(1980 + (view.getUint16(at + 14, true) >> 9));
  }
  assert.deepEqual(years, [2107, 1980, 2021]);
});
