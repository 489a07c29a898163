import assert from "node:assert/strict";
import sharp from "sharp";
import type { PictureCodec } from "../../../../src/core/imaging/codec/mod.ts";
import { CodecError } from "../../../../src/core/imaging/codec/mod.ts";
import { SharpCodec } from "../../../../src/core/imaging/codec/sharp_codec.ts";
import { VipsCodec } from "../../../../src/core/imaging/codec/vips_codec.ts";
import { Derivates, MissingPictureError } from "../../../../src/core/imaging/derivates/mod.ts";
import { derivatesFolder, hdPath, openStores, sdPath, thumbPath, tilePath } from "../../../../src/core/storage/mod.ts";
import { Team } from "../../../../src/core/threads/mod.ts";
import { makePicture } from "../../../support/pictures.ts";
import { temporaryFolder } from "../../../support/temporary_folder.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb";
const PANORAMA = { id: ID, isEquirectangular: true };
const FLAT = { id: ID, isEquirectangular: false };

/** A codec that counts the pictures it renders, and how many at once. */
function counted(codec: PictureCodec) {
  const counts = { pictures: 0, atOnce: 0, mostAtOnce: 0 };
  const counting: PictureCodec = {
    name: codec.name,
    async render(source, request) {
      counts.pictures++;
      counts.mostAtOnce = Math.max(counts.mostAtOnce, ++counts.atOnce);
      try {
        return await codec.render(source, request);
      } finally {
        counts.atOnce--;
      }
    },
    [Symbol.asyncDispose]: () => codec[Symbol.asyncDispose](),
  };
  return { counting, counts };
}

async function setUp(folder: string) {
  const stores = await openStores({ tmp: `${folder}/t`, permanent: `${folder}/p`, derivates: `${folder}/d` });
  const { counting: codec, counts } = counted(await SharpCodec.open());
  const derivates = new Derivates({ codec, stores, maxPixels: 50_000_000, concurrency: 2, team: new Team() });
  const keep = (id: string, picture: Uint8Array) => stores.permanent.write(hdPath(id), picture);
  const listed = async () => (await stores.derivates.list(derivatesFolder(ID))).sort();
  const sizeOf = async (path: string) => {
    const { width, height } = await sharp(await stores.derivates.read(path)).metadata();
    return [width, height];
  };
  return { stores, derivates, counts, keep, listed, sizeOf };
}

Deno.test("renew() makes the kinds asked for and removes the others", async () => {
  await using folder = await temporaryFolder();
  const { stores, derivates, keep, listed, sizeOf } = await setUp(folder.path);
  await keep(ID, await makePicture({ width: 1026, height: 513, make: "Maker" }));

  assert.deepEqual(await derivates.renew(PANORAMA, ["thumb"]), { width: 1026, height: 513 });
  assert.deepEqual(await listed(), ["thumb.jpg"]);
  assert.deepEqual(await sizeOf(thumbPath(ID)), [500, 300]);

  await derivates.renew(PANORAMA, ["thumb", "sd", "tiles"]);
  assert.deepEqual(await listed(), ["sd.jpg", "thumb.jpg", "tiles"]);
  assert.deepEqual(await sizeOf(sdPath(ID)), [2048, 1024]);
  assert.equal((await stores.derivates.list(`${derivatesFolder(ID)}/tiles`)).length, 8);
  for (const [column, row] of [[0, 0], [3, 1]] as const) {
    assert.deepEqual(await sizeOf(tilePath(ID, column, row)), [256, 256]);
  }

  await derivates.renew(PANORAMA, ["thumb"]);
  assert.deepEqual(await listed(), ["thumb.jpg"], "derivates of the former state are gone");

  await derivates.remove(ID);
  assert.deepEqual(await stores.derivates.list("/"), []);
  await derivates.remove(ID);
});

/** Two threads of a process, each with its own codec; the pictures that each has rendered are counted. */
async function setUpThreads(folder: string) {
  const { stores, keep, sizeOf } = await setUp(folder);
  const first = new Team(), teams = [first];
  const derivatesOf = async (team: Team) => {
    const { counting: codec, counts } = counted(await SharpCodec.open());
    return { derivates: new Derivates({ codec, stores, maxPixels: 50_000_000, concurrency: 2, team }), counts };
  };
  const one = await derivatesOf(first);
  teams.push(new Team(first.invite(2)));
  const two = await derivatesOf(teams[1]!);
  return { stores, keep, sizeOf, one, two };
}

Deno.test("what several threads are asked for at once is made by one of them", async () => {
  await using folder = await temporaryFolder();
  const { keep, one, two } = await setUpThreads(folder.path);
  await keep(ID, await makePicture({ width: 2048, height: 1024 }));
  const rendered = () => one.counts.pictures + two.counts.pictures;
  const ask = async (kind: "sd" | "tiles", path: string) => {
    const files = await Promise.all([one, two, one, two].map(({ derivates }) => derivates.open(PANORAMA, kind, path)));
    for (const file of files) {
      assert.ok(file && file.size > 0);
      file.close();
    }
  };
  await ask("sd", sdPath(ID));
  assert.equal(rendered(), 1);
  await ask("tiles", tilePath(ID, 0, 0));
  assert.equal(rendered(), 2);
  const webp = await Promise.all([one, two].map(({ derivates }) => derivates.openWebp(PANORAMA, "sd", sdPath(ID))));
  for (const file of webp) file?.close();
  assert.equal(rendered(), 3);
});

Deno.test("each thread says why a derivate cannot be made, and none waits for ever", async () => {
  await using folder = await temporaryFolder();
  const { keep, one, two } = await setUpThreads(folder.path);
  const ask = () =>
    Promise.allSettled([one, two, one].map(({ derivates }) => derivates.open(PANORAMA, "sd", sdPath(ID))));
  for (const asked of await ask()) {
    assert.ok(asked.status === "rejected" && asked.reason instanceof MissingPictureError);
  }
  await keep(ID, new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 2]));
  for (const asked of await ask()) assert.ok(asked.status === "rejected" && asked.reason instanceof CodecError);
  await keep(ID, await makePicture({ width: 64, height: 32 }));
  for (const asked of await ask()) assert.ok(asked.status === "fulfilled");
});

Deno.test("a picture that is prepared again keeps nothing that another thread makes of its former state", async () => {
  await using folder = await temporaryFolder();
  const { keep, sizeOf, one, two, stores } = await setUpThreads(folder.path);
  for (let round = 0; round < 5; round++) {
    await keep(ID, await makePicture({ width: 2048, height: 1024 }));
    const former = two.derivates.open(FLAT, "sd", sdPath(ID));
    await keep(ID, await makePicture({ width: 1024, height: 1024 }));
    await one.derivates.renew(FLAT, ["thumb"]);
    (await former)?.close();
    const sd = await stores.derivates.exists(sdPath(ID)) ? await sizeOf(sdPath(ID)) : [2048, 2048];
    assert.deepEqual(sd, [2048, 2048], `round ${round}`);
    await one.derivates.remove(ID);
  }
});

Deno.test("renew() makes no tiles of a flat picture", async () => {
  await using folder = await temporaryFolder();
  const { derivates, keep, listed, sizeOf } = await setUp(folder.path);
  await keep(ID, await makePicture({ width: 800, height: 600 }));
  await derivates.renew(FLAT, ["thumb", "sd", "tiles"]);
  assert.deepEqual(await listed(), ["sd.jpg", "thumb.jpg"]);
  assert.deepEqual(await sizeOf(thumbPath(ID)), [500, 375]);
  assert.deepEqual(await sizeOf(sdPath(ID)), [2048, 1536]);
});

Deno.test("renew() applies the EXIF orientation and leaves the picture itself alone", async () => {
  await using folder = await temporaryFolder();
  const { stores, derivates, keep, sizeOf } = await setUp(folder.path);
  const picture = await makePicture({ width: 800, height: 600, orientation: 8 });
  await keep(ID, picture);
  assert.deepEqual(await derivates.renew(FLAT, ["thumb"]), { width: 600, height: 800 });
  assert.deepEqual(await sizeOf(thumbPath(ID)), [500, 666]);
  assert.deepEqual(await stores.permanent.read(hdPath(ID)), picture);
});

Deno.test("open() makes a missing derivate once for all who ask at the same time", async () => {
  await using folder = await temporaryFolder();
  const { derivates, counts, keep, listed } = await setUp(folder.path);
  await keep(ID, await makePicture({ width: 1024, height: 512 }));
  const open = async (column: number, row: number) => {
    const file = await derivates.open(PANORAMA, "tiles", tilePath(ID, column, row));
    return new Uint8Array(await new Response(file!.stream()).arrayBuffer());
  };
  const tiles = await Promise.all(Array.from({ length: 20 }, (_, index) => open(index % 4, Math.floor(index / 4) % 2)));
  assert.equal(counts.pictures, 1);
  assert.deepEqual(tiles[3], tiles[11]);
  for (const tile of tiles) assert.equal((await sharp(tile).metadata()).width, 256);
  assert.deepEqual(await listed(), ["tiles"], "nothing else was made");

  await open(0, 0);
  assert.equal(counts.pictures, 1, "what was made is kept");
});

Deno.test("open() processes no more pictures at once than allowed", async () => {
  await using folder = await temporaryFolder();
  const { derivates, counts, keep } = await setUp(folder.path);
  const ids = Array.from({ length: 8 }, () => crypto.randomUUID());
  await Promise.all(ids.map(async (id, seed) => keep(id, await makePicture({ width: 640, height: 320, seed }))));
  await Promise.all(ids.map(async (id) => {
    const file = await derivates.open({ id, isEquirectangular: true }, "thumb", thumbPath(id));
    file!.close();
  }));
  assert.equal(counts.pictures, 8);
  assert.equal(counts.mostAtOnce, 2);
});

Deno.test("open() says when the picture is missing or broken, and tries again the next time", async () => {
  await using folder = await temporaryFolder();
  const { derivates, keep, listed } = await setUp(folder.path);
  const openSd = () => derivates.open(PANORAMA, "sd", sdPath(ID));
  await assert.rejects(openSd(), MissingPictureError);
  await assert.rejects(derivates.renew(PANORAMA, ["thumb"]), MissingPictureError);

  const picture = await makePicture({ width: 640, height: 320 });
  await keep(ID, picture.slice(0, picture.length / 2));
  await assert.rejects(openSd(), CodecError);
  assert.deepEqual(await listed(), []);

  await keep(ID, picture);
  (await openSd())!.close();
});

Deno.test("open() of the tiles of a flat picture finds none", async () => {
  await using folder = await temporaryFolder();
  const { derivates, keep } = await setUp(folder.path);
  await keep(ID, await makePicture({ width: 640, height: 320 }));
  assert.equal(await derivates.open(FLAT, "tiles", tilePath(ID, 0, 0)), undefined);
});

Deno.test("two processes that derive the same picture do not disturb each other", async () => {
  await using folder = await temporaryFolder();
  const [one, other] = [await setUp(folder.path), await setUp(folder.path)];
  await one.keep(ID, await makePicture({ width: 1024, height: 512 }));
  await Promise.all(
    [one, other, one, other].map(({ derivates }) => derivates.renew(PANORAMA, ["thumb", "sd", "tiles"])),
  );
  assert.deepEqual(await one.listed(), ["sd.jpg", "thumb.jpg", "tiles"]);
  assert.equal((await one.stores.derivates.list(`${derivatesFolder(ID)}/tiles`)).length, 8);
  assert.deepEqual(await one.sizeOf(tilePath(ID, 3, 1)), [256, 256]);
});

Deno.test("Derivates.openWebp() makes the WebP variant of every file once, and forgets it when the picture changes", async () => {
  await using folder = await temporaryFolder();
  const stores = await openStores({
    tmp: `${folder.path}/t`,
    permanent: `${folder.path}/p`,
    derivates: `${folder.path}/d`,
  });
  for (const open of [() => SharpCodec.open(), () => VipsCodec.open()]) {
    await using native = await open();
    const { counting: codec, counts } = counted(native);
    const derivates = new Derivates({ codec, stores, maxPixels: 50_000_000, concurrency: 2, team: new Team() });
    await stores.permanent.write(hdPath(ID), await makePicture({ width: 1024, height: 512 }));
    for (
      const [kind, path, width] of [
        ["hd", hdPath(ID), 1024],
        ["sd", sdPath(ID), 2048],
        ["thumb", thumbPath(ID), 500],
        ["tiles", tilePath(ID, 1, 0), 256],
      ] as const
    ) {
      const opened = await Promise.all([1, 2].map(() => derivates.openWebp(PANORAMA, kind, path)));
      for (const file of opened) {
        const content = await new Response(file!.stream()).bytes();
        const { format, width: found } = await sharp(content).metadata();
        assert.deepEqual([format, found], ["webp", width], path);
      }
    }
    // Three kinds of JPEG files, four variants.
    assert.equal(counts.pictures, 7, native.name);
    await derivates.renew(PANORAMA, ["thumb"]);
    assert.deepEqual(await stores.derivates.list(derivatesFolder(ID)), ["thumb.jpg"]);
    assert.equal(await derivates.openWebp(FLAT, "tiles", tilePath(ID, 1, 0)), undefined);
    // Longer than WebP can be.
    await stores.permanent.write(hdPath(ID), await makePicture({ width: 16_400, height: 16 }));
    const scaled = await derivates.openWebp(FLAT, "hd", hdPath(ID));
    assert.equal((await sharp(await new Response(scaled!.stream()).bytes()).metadata()).width, 16_383, native.name);
    await derivates.remove(ID);
  }
});
