/** The store in a bucket, on a real server; it does what the local one does. */
import assert from "node:assert/strict";
import { Bucket } from "../../../../src/core/storage/s3/bucket.ts";
import { PART_BYTES } from "../../../../src/core/storage/s3/send.ts";
import { S3Store } from "../../../../src/core/storage/s3/store.ts";
import { readS3Url } from "../../../../src/core/storage/s3/url.ts";
import {
  FileExistsError,
  moveFile,
  openStores,
  StorageError,
  type Store,
  UploadTooLargeError,
} from "../../../../src/core/storage/mod.ts";
import { HAS_S3, makeBucket } from "../../../support/s3.ts";
import { assertAbortKeepsNote } from "../provisional.ts";

const FOLDER = "/43/66/dd/db/8a71-4f6e-a3d4-cb6b545476bb";
const PATH = `${FOLDER}.jpg`;
const encode = (text: string) => new TextEncoder().encode(text);
const text = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => await new Response(stream).text();

function s3Test(name: string, body: (store: S3Store, url: string) => Promise<void>): void {
  Deno.test({
    name: `${name} (S3)`,
    ignore: !HAS_S3,
    // Connections are kept for the next request.
    sanitizeResources: false,
    fn: async () => {
      const url = await makeBucket();
      await body(await S3Store.open(url), url);
    },
  });
}

async function put(store: Store, path: string, content: Uint8Array, options = {}): Promise<void> {
  await using upload = await store.createUpload();
  for (let start = 0; start < content.length; start += 65_536) {
    await upload.write(content.subarray(start, start + 65_536));
  }
  await upload.commit(path, options);
}

s3Test("createUpload() gives the file its name with the commit, not before", async (store) => {
  const upload = await store.createUpload();
  await upload.write(encode("half "));
  await upload.write(encode("whole"));
  assert.equal(await store.exists(PATH), false);
  assert.deepEqual(await store.list("/"), []);
  const received = await upload.open();
  assert.equal(await text(received.stream({ first: 5, last: 9 })), "whole");
  await upload.commit(PATH);
  assert.equal(new TextDecoder().decode(await store.read(PATH)), "half whole");
  await assert.rejects(upload.commit(PATH), /committed before/);
});

s3Test("createUpload() leaves nothing of what was given up, or was too large", async (store) => {
  const upload = await store.createUpload({ maxBytes: 5 });
  await assert.rejects(upload.write(encode("123456")), UploadTooLargeError);
  await upload.abort();
  const other = await store.createUpload();
  await other.write(encode("x"));
  await other.abort();
  assert.deepEqual(await Array.fromAsync(store.walk()), []);
});

s3Test("commit() leaves a file alone that it may not replace", async (store) => {
  await put(store, PATH, encode("first"));
  await assert.rejects(put(store, PATH, encode("second"), { mayReplace: false }), FileExistsError);
  assert.equal(new TextDecoder().decode(await store.read(PATH)), "first");
  await put(store, PATH, encode("third"));
  assert.equal(new TextDecoder().decode(await store.read(PATH)), "third");
});

s3Test("commit() sends large files in parts, byte for byte", async (store, url) => {
  const content = new Uint8Array(PART_BYTES * 2 + 12_345);
  for (let index = 0; index < content.length; index++) content[index] = index * 31 >>> 3;
  await put(store, PATH, content, { mayReplace: false });
  const file = (await store.open(PATH))!;
  assert.equal(file.size, content.length);
  const read = new Uint8Array(await new Response(file.stream()).arrayBuffer());
  assert.ok(read.every((byte, index) => byte === content[index]));
  assert.deepEqual(await new Bucket(readS3Url(url)).listIncomplete(), []);
});

s3Test("prepare() sends a large file, which is there after commit() alone", async (store, url) => {
  const content = new Uint8Array(PART_BYTES + 12_345).fill(7);
  const bucket = new Bucket(readS3Url(url));
  for (const size of [5, content.length]) {
    const isLarge = size > PART_BYTES;
    const upload = await store.createUpload();
    await upload.write(content.subarray(0, size));
    await upload.prepare(PATH);
    assert.equal((await bucket.listIncomplete()).length, isLarge ? 1 : 0);
    assert.equal(await store.exists(PATH), false);
    await upload.commit(PATH);
    assert.equal((await store.read(PATH))!.length, size);
    assert.deepEqual(await bucket.listIncomplete(), []);
    await store.remove(PATH);
  }
  const given = await store.createUpload();
  await given.write(content);
  await given.prepare(PATH);
  await given.abort();
  assert.deepEqual([await store.exists(PATH), await bucket.listIncomplete()], [false, []]);
});

s3Test("open() reads whole files and parts of one version", async (store) => {
  assert.equal(await store.open(PATH), undefined);
  assert.equal(await store.read(PATH), undefined);
  await store.write(PATH, encode("0123456789"));
  const file = (await store.open(PATH))!;
  assert.equal(file.size, 10);
  assert.match(file.etag, /^".+"$/);
  assert.ok(Math.abs(Date.now() - file.modifiedAt.getTime()) < 60_000);
  assert.equal(await text(file.stream()), "0123456789");
  assert.equal(await text(file.stream({ first: 2, last: 4 })), "234");
  await store.write(PATH, encode("another"));
  await assert.rejects(text(file.stream()), /S3 answered 412/);
});

s3Test("list(), walk(), remove() and removeFolder() know folders", async (store) => {
  for (const name of ["thumb.jpg", "tiles/0_0.jpg", "tiles/1_0.jpg"]) {
    await store.write(`${FOLDER}/${name}`, encode(name));
  }
  await store.write(PATH, encode("HD"));
  assert.deepEqual((await store.list(FOLDER)).sort(), ["thumb.jpg", "tiles"]);
  assert.deepEqual((await store.list(`${FOLDER}/tiles/`)).sort(), ["0_0.jpg", "1_0.jpg"]);
  assert.deepEqual(await store.list("/"), ["43"]);
  const sizes = (await Array.fromAsync(store.walk())).map(({ path, size }) => [path, size]);
  assert.deepEqual(sizes.length, 4);
  assert.ok(sizes.some(([path, size]) => path === PATH && size === 2));
  await store.remove(`${FOLDER}/thumb.jpg`);
  await store.remove(`${FOLDER}/thumb.jpg`);
  await store.removeFolder(FOLDER);
  await store.removeFolder(FOLDER);
  assert.deepEqual((await Array.fromAsync(store.walk())).map(({ path }) => path), [PATH]);
  await assert.rejects(store.read("/../secret"), TypeError);
});

s3Test("sweepTemporary() gives up what a dead process had begun to send", async (store, url) => {
  const bucket = new Bucket(readS3Url(url));
  await (await bucket.mustRequest("POST", "dead.jpg", { query: { uploads: "" } })).text();
  assert.equal((await bucket.listIncomplete()).length, 1);
  await store.sweepTemporary(0);
  assert.deepEqual(await bucket.listIncomplete(), []);
});

s3Test("a provisional commit() stays noted until it is confirmed", async (store) => {
  const upload = await store.createUpload();
  await upload.write(new Uint8Array([1]));
  await upload.commit(PATH, { isProvisional: true });
  assert.equal(await store.exists(PATH), true);
  assert.deepEqual((await store.listUnconfirmed(0)).map(({ path }) => path), [PATH]);
  await upload.confirm();
  assert.deepEqual(await store.listUnconfirmed(0), []);
});

s3Test("a provisional commit() that fails stays noted, as the bucket may have the object", async (_store, url) => {
  const store = await S3Store.open(url);
  const upload = await store.createUpload();
  await upload.write(new Uint8Array([1]));
  await assert.rejects(upload.commit("/../outside.jpg", { isProvisional: true }));
  assert.deepEqual((await store.listUnconfirmed(0)).map(({ path }) => path), ["/../outside.jpg"]);
  await upload.confirm();
  assert.deepEqual(await store.listUnconfirmed(0), []);
});

s3Test("a provisional commit() that nobody waits for any more keeps its note", async (store) => {
  await assertAbortKeepsNote(store, PATH);
});

s3Test("moveFile() moves between buckets", async (store) => {
  const other = await S3Store.open(await makeBucket());
  await put(store, PATH, encode("moved"));
  await moveFile(store, PATH, other, PATH);
  assert.equal(await store.exists(PATH), false);
  assert.equal(new TextDecoder().decode(await other.read(PATH)), "moved");
});

s3Test("openStores() says which bucket is not accessible", async (_, url) => {
  const missing = url.replace(/@[^/]+/, "@panoramax-no-such-bucket");
  await assert.rejects(openStores({ tmp: missing, permanent: url, derivates: url }), (error) => {
    assert.ok(error instanceof StorageError);
    assert.match(
      error.message,
      /^Filesystem for temporary \(FS_TMP_URL\) is not accessible\..*s3:\/\/key:\*\*\*@.*the bucket does not exist\)$/,
    );
    return true;
  });
});
