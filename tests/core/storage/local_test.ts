import assert from "node:assert/strict";
import { LocalStore } from "../../../src/core/storage/local.ts";
import { FileExistsError, UploadTooLargeError } from "../../../src/core/storage/store.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";
import { assertAbortKeepsNote } from "./provisional.ts";

const PATH = "/43/66/dd/db/8a71-4f6e-a3d4-cb6b545476bb.jpg";
const encode = (text: string) => new TextEncoder().encode(text);
const text = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => await new Response(stream).text();

/** Every file and folder below a folder, as paths relative to it. */
async function everything(folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder + prefix)) {
    found.push(`${prefix}/${entry.name}`);
    if (entry.isDirectory) found.push(...await everything(folder, `${prefix}/${entry.name}`));
  }
  return found.sort();
}

Deno.test("createUpload() gives the file its name with the commit, not before", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  const upload = await store.createUpload();
  await upload.write(encode("half "));
  await upload.write(encode("whole"));
  assert.equal(upload.size, 10);
  assert.equal(await store.exists(PATH), false);
  assert.deepEqual(await store.list("/"), [], "the temporary file is no file of the store");

  const received = await upload.open();
  assert.equal(received.size, 10);
  assert.equal(await text(received.stream({ first: 5, last: 9 })), "whole");

  await upload.commit(PATH);
  assert.equal(new TextDecoder().decode(await store.read(PATH)), "half whole");
  assert.deepEqual(
    (await everything(folder.path)).filter((path) => path.includes(".")),
    [PATH],
    "nothing but the file remains",
  );
  await assert.rejects(upload.write(encode("more")), /committed before/);
});

Deno.test("createUpload() replaces a file that is there", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  for (const content of ["first", "second"]) {
    await using upload = await store.createUpload();
    await upload.write(encode(content));
    await upload.commit(PATH);
  }
  assert.equal(new TextDecoder().decode(await store.read(PATH)), "second");
});

Deno.test("commit() leaves a file alone that it may not replace", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  const upload = async (content: string) => {
    await using upload = await store.createUpload();
    await upload.write(encode(content));
    await upload.commit(PATH, { mayReplace: false });
  };
  const results = await Promise.allSettled(["one", "two", "three"].map(upload));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(upload("late"), FileExistsError);
  const winner = ["one", "two", "three"][results.findIndex(({ status }) => status === "fulfilled")];
  assert.equal(new TextDecoder().decode(await store.read(PATH)), winner);
  assert.deepEqual((await everything(folder.path)).filter((path) => path.includes(".")), [PATH]);
});

Deno.test("abort() and a forgotten upload leave nothing", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  const aborted = await store.createUpload();
  await aborted.write(encode("some"));
  await aborted.abort();
  await assert.rejects(aborted.commit(PATH), /aborted before/);
  {
    await using forgotten = await store.createUpload();
    await forgotten.write(encode("some"));
  }
  assert.deepEqual(await everything(folder.path), []);
});

Deno.test("write() of an upload stops at the limit and leaves nothing", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  const upload = await store.createUpload({ maxBytes: 8 });
  await upload.write(encode("12345678"));
  await assert.rejects(upload.write(encode("9")), new UploadTooLargeError(8));
  await assert.rejects(upload.commit(PATH), /aborted before/);
  assert.deepEqual(await everything(folder.path), []);
});

Deno.test("commit() that cannot give the name leaves no temporary file", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write("/43", encode("a file where a folder should be"));
  const upload = await store.createUpload();
  await upload.write(encode("some"));
  await assert.rejects(upload.commit(PATH));
  assert.deepEqual(await everything(folder.path), ["/43"]);
});

Deno.test("commit() and remove() of neighbours do not disturb one another", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await Promise.all(Array.from({ length: 40 }, async (_, index) => {
    const path = `/43/66/dd/db/${index % 4}.jpg`;
    await using upload = await store.createUpload();
    await upload.write(encode("some"));
    await upload.commit(path);
    await store.remove(path);
  }));
  assert.deepEqual(await everything(folder.path), []);
});

Deno.test("open() reads the version it opened, even when the file is replaced or removed", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, encode("old version"));
  const old = await store.open(PATH);
  await store.write(PATH, encode("new version"));
  const young = await store.open(PATH);
  await store.remove(PATH);
  assert.ok(old && young);
  assert.notEqual(old.etag, young.etag);
  assert.match(old.etag, /^"[\w-]+"$/);
  assert.equal(await text(old.stream()), "old version");
  assert.equal(await text(young.stream({ first: 0, last: 2 })), "new");
  assert.equal(await store.open(PATH), undefined);
});

Deno.test("open() gives one file the same validators every time", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, encode("content"));
  const [one, other] = [await store.open(PATH), await store.open(PATH)];
  assert.ok(one && other);
  assert.deepEqual([one.etag, one.modifiedAt, one.size], [other.etag, other.modifiedAt, 7]);
  one.close();
  other.close();
});

Deno.test("stream() closes the file when the reader goes away", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, new Uint8Array(1_000_000));
  // The sanitizer of Deno.test() fails this test when a file stays open.
  for (const range of [undefined, { first: 10, last: 900_000 }, { first: 10, last: 999_999 }]) {
    const file = await store.open(PATH);
    const reader = file!.stream(range).getReader();
    await reader.read();
    await reader.cancel();
  }
});

Deno.test("remove() deletes a file and the parents that it leaves empty", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, encode("a"));
  await store.write("/43/66/00/11/2233.jpg", encode("b"));
  await store.remove(PATH);
  assert.deepEqual(await everything(folder.path), [
    "/43",
    "/43/66",
    "/43/66/00",
    "/43/66/00/11",
    "/43/66/00/11/2233.jpg",
  ]);
  await store.remove(PATH);
  await store.remove("/43/66/00/11/2233.jpg");
  assert.deepEqual(await everything(folder.path), []);
});

Deno.test("removeFolder() deletes a folder with its content and empty parents", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write("/43/66/dd/db/8a71/thumb.jpg", encode("a"));
  await store.write("/43/66/dd/db/8a71/tiles/0_0.jpg", encode("b"));
  assert.deepEqual((await store.list("/43/66/dd/db/8a71")).sort(), ["thumb.jpg", "tiles"]);
  await store.removeFolder("/43/66/dd/db/8a71");
  await store.removeFolder("/43/66/dd/db/8a71");
  assert.deepEqual(await everything(folder.path), []);
  assert.deepEqual(await store.list("/43/66/dd/db/8a71"), []);
});

Deno.test("sweepTemporary() deletes what a crash left, not what is being received", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, encode("kept"));
  await Deno.writeFile(`${folder.path}/.incoming-crashed`, encode("half"));
  const yesterday = new Date(Date.now() - 86_400_000);
  await Deno.utime(`${folder.path}/.incoming-crashed`, yesterday, yesterday);
  await using upload = await store.createUpload();
  await upload.write(encode("running"));

  assert.equal(await store.sweepTemporary(), 1);
  await upload.commit("/other.jpg");
  assert.deepEqual((await everything(folder.path)).filter((path) => path.includes(".")), [PATH, "/other.jpg"].sort());
});

Deno.test("a provisional commit() stays noted until it is confirmed", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  const upload = await store.createUpload();
  await upload.write(encode("a"));
  await upload.commit(PATH, { isProvisional: true, mayReplace: false });

  assert.equal(new TextDecoder().decode(await store.read(PATH)), "a");
  assert.deepEqual(await store.listUnconfirmed(), [], "somebody may still be at it");
  assert.equal(await store.sweepTemporary(0), 0, "its note is no remains");
  assert.deepEqual((await store.listUnconfirmed(0)).map(({ path }) => path), [PATH]);
  assert.deepEqual(await Array.fromAsync(store.walk(), ({ path }) => path), [PATH]);
  await upload.confirm();
  assert.deepEqual(await store.listUnconfirmed(0), []);
  assert.deepEqual((await everything(folder.path)).filter((path) => path.includes(".")), [PATH]);
});

Deno.test("a provisional commit() that nobody waits for any more keeps its note", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await assertAbortKeepsNote(store, PATH);
});

Deno.test("whoever wrote a file learns that its note was taken, unless they confirmed it before", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  for (const isConfirmed of [false, true]) {
    const upload = await store.createUpload();
    await upload.write(encode("a"));
    await upload.commit(PATH, { isProvisional: true });
    assert.equal(await upload.isTaken(), false);
    const [file] = await store.listUnconfirmed(0);
    if (isConfirmed) await upload.confirm();
    assert.equal(await file?.take(), !isConfirmed);
    assert.equal(await upload.isTaken(), true);
    if (!isConfirmed) assert.equal((await store.listUnconfirmed(0)).length, 1, "a death now leaves a note");
    await store.remove(PATH);
    await file?.confirm();
    assert.deepEqual(await everything(folder.path), []);
  }
});

Deno.test("a provisional commit() that finds the name taken leaves no note", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, encode("other"));
  const upload = await store.createUpload();
  await upload.write(encode("a"));
  await assert.rejects(upload.commit(PATH, { isProvisional: true, mayReplace: false }), FileExistsError);
  assert.deepEqual(await store.listUnconfirmed(0), []);
  assert.equal(new TextDecoder().decode(await store.read(PATH)), "other");
});

Deno.test("paths cannot leave the store", async () => {
  await using folder = await temporaryFolder();
  const store = await LocalStore.open(`${folder.path}/store`);
  await Deno.writeFile(`${folder.path}/secret`, encode("secret"));
  for (const path of ["/../secret", "/a/../../secret", "secret", "../secret"]) {
    assert.throws(() => store.open(path), TypeError, path);
    await assert.rejects(store.read(path), TypeError, path);
    await assert.rejects(store.remove(path), TypeError, path);
  }
});

/** Prints what a store finds in its folder. */
const WALK = `
  import { LocalStore } from ${JSON.stringify(import.meta.resolve("../../../src/core/storage/local.ts"))};
  const store = await LocalStore.open(Deno.args[0]);
  for await (const { path } of store.walk()) console.log(path);`;

/** How to run a program that may not read every file, as root may. */
const WITHOUT_RIGHTS = Deno.uid() === 0 ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : ["env"];

Deno.test({
  name: "walk() passes over closed folders of a disk, not over those of pictures",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using folder = await temporaryFolder();
    const store = await LocalStore.open(folder.path);
    await store.write(PATH, encode("a"));
    const walk = async () => {
      const [command = "", ...args] = [...WITHOUT_RIGHTS, Deno.execPath(), "eval", WALK, folder.path];
      const { success, stdout } = await new Deno.Command(command, { args, stderr: "null" }).output();
      return { success, found: new TextDecoder().decode(stdout).trim() };
    };
    await Deno.mkdir(`${folder.path}/lost+found`, { mode: 0 });
    assert.deepEqual(await walk(), { success: true, found: PATH });
    await Deno.mkdir(`${folder.path}/44`, { mode: 0 });
    assert.equal((await walk()).success, false);
  },
});
