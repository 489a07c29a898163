import assert from "node:assert/strict";
import { openLocalFile } from "../../../src/core/storage/local_file.ts";
import { RecentReads } from "../../../src/core/storage/recent_reads.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("a file counts as read lately from a second after it was first read, for a minute after it was last read", () => {
  const reads = new RecentReads();
  const times: [number, boolean][] = [
    [0, false],
    [500, false],
    [1001, true],
    [61_000, true],
    [121_000, true],
    [181_001, false],
    [181_500, false],
    [182_500, true],
  ];
  for (const [now, expected] of times) assert.equal(reads.note("/a.jpg", now), expected, String(now));
  assert.equal(reads.note("/b.jpg", 182_500), false, "another file");
});

Deno.test("what was read longest ago is forgotten first", () => {
  const reads = new RecentReads();
  for (let file = 0; file <= 4000; file++) reads.note(`/${file}.jpg`, 0);
  assert.equal(reads.note("/0.jpg", 2000), false);
  assert.equal(reads.note("/4000.jpg", 2000), true);
});

/** A file of so many bytes, and reads among which it was read two seconds ago. */
async function readBefore(folder: string, size: number) {
  const path = `${folder}/${size}.jpg`, content = new Uint8Array(size).map((_, index) => index * 7);
  await Deno.writeFile(path, content);
  const recent = new RecentReads();
  recent.note(path, performance.now() - 2000);
  return { path, content, recent };
}

Deno.test("a small file that was read lately is sent as bytes, a large one as a stream", async () => {
  await using folder = await temporaryFolder();
  for (const size of [0, 1, 50_000, 65_536, 65_537, 200_000]) {
    const { path, content, recent } = await readBefore(folder.path, size);
    const body = openLocalFile(path, recent)!.body();
    assert.equal(body instanceof Uint8Array, size <= 65_536, String(size));
    assert.deepEqual(await new Response(body).bytes(), content, String(size));
  }
});

Deno.test("a file is sent as a stream the first time, and where nothing is remembered", async () => {
  await using folder = await temporaryFolder();
  const { path, content, recent } = await readBefore(folder.path, 5000);
  for (const file of [openLocalFile(path), openLocalFile(path, new RecentReads())]) {
    const body = file!.body();
    assert.ok(body instanceof ReadableStream);
    assert.deepEqual(await new Response(body).bytes(), content);
  }
  const other = `${folder.path}/other.jpg`;
  await Deno.copyFile(path, other);
  const body = openLocalFile(other, recent)!.body();
  assert.ok(body instanceof ReadableStream);
  await body.cancel();
});

Deno.test("bytes belong to the version that was opened, and its file is closed", async () => {
  await using folder = await temporaryFolder();
  const { path, content, recent } = await readBefore(folder.path, 3000);
  const file = openLocalFile(path, recent)!;
  await Deno.writeFile(`${path}.new`, new Uint8Array(20));
  await Deno.rename(`${path}.new`, path);
  assert.equal(file.size, 3000);
  assert.deepEqual(file.body(), content);
  assert.throws(() => file.body(), "it is closed");
});

Deno.test("a file that became shorter is not sent as if it were whole", async () => {
  await using folder = await temporaryFolder();
  const { path, recent } = await readBefore(folder.path, 3000);
  const file = openLocalFile(path, recent)!;
  await Deno.truncate(path, 1000);
  assert.throws(() => file.body(), /ended 2000 bytes early/);
  assert.throws(() => file.close(), "it is closed");
});
