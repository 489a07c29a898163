/** The street map over HTTP: an archive that the owner puts into the data folder. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { archive, archiveParts, METADATA, RENNES, town } from "../../support/pmtiles.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const TOWN = town(RENNES, "Rennes", { "name:fr": "Rennes", "name:de": "Rennes in der Bretagne" });
/** The tile of zoom 14 that the town is in. */
const HERE = { z: 14, x: 8115, y: 5687 };

function place({ storage }: TestServer): string {
  return storage.replace(/pictures$/, "basemap.pmtiles");
}

async function tilesOf(server: TestServer, query = ""): Promise<string> {
  const { sources } = await answer(fetch(`${server.url}/base_map/style.json${query}`));
  return sources.streets?.tiles[0] ?? "";
}

function address(tiles: string, { z, x, y }: typeof HERE): string {
  return tiles.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
}

async function roadsAt(server: TestServer): Promise<number> {
  const response = await fetch(address(await tilesOf(server), HERE));
  assert.equal(response.status, 200);
  const tile = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
  return tile.layers.roads?.length ?? 0;
}

serverTest("without an archive the map has land and borders, and no tiles", async (server) => {
  const style = await answer(fetch(`${server.url}/base_map/style.json`));
  assert.deepEqual(Object.keys(style.sources), ["land", "borders", "graticule"]);
  assert.equal(style.glyphs, undefined);
  const { message } = await answer(fetch(`${server.url}/base_map/tiles/v/0/0/0.mvt`), 404);
  assert.equal(message, "There is no street map");
});

for (const leafSize of [undefined, 7]) {
  serverTest(
    `tiles are sent as they are in the archive; directories of ${leafSize ?? "all"} entries`,
    async (server) => {
      await Deno.writeFile(place(server), archive(TOWN, { leafSize }));
      const tiles = await tilesOf(server);
      for (const tile of TOWN) {
        const response = await fetch(address(tiles, tile));
        assert.equal(response.status, 200);
        assert.deepEqual(new Uint8Array(await response.arrayBuffer()), new Uint8Array(tile.bytes));
      }
      for (const [missing, status] of [[{ z: 14, x: 0, y: 0 }, 204], [{ z: 15, x: 0, y: 0 }, 204]] as const) {
        assert.equal((await fetch(address(tiles, missing))).status, status);
      }
      for (
        const [path, status] of [["v/3/8/0", 404], ["v/25/0/0", 404], ["v/-1/0/0", 404], ["v/99999999999/0/0", 404]]
      ) {
        await answer(fetch(`${server.url}/base_map/tiles/${path}.mvt`), Number(status));
      }
    },
  );
}

serverTest(
  "tiles are kept for ever under the address of their version, and asked for again with their ETag",
  async (server) => {
    await Deno.writeFile(place(server), archive(TOWN));
    const url = address(await tilesOf(server), HERE);
    const zipped = await fetch(url, { headers: { "Accept-Encoding": "gzip" } });
    await zipped.body?.cancel();
    assert.equal(zipped.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
    const etag = zipped.headers.get("ETag") ?? "";
    const again = await fetch(url, { headers: { "Accept-Encoding": "gzip", "If-None-Match": etag } });
    assert.equal(again.status, 304);
    const plain = await fetch(url, { headers: { "Accept-Encoding": "identity" } });
    assert.equal(plain.headers.get("Content-Encoding"), null);
    assert.notEqual(plain.headers.get("ETag"), etag);
    await plain.body?.cancel();
    const older = await fetch(url.replace(/tiles\/[^/]+/, "tiles/older"));
    await older.body?.cancel();
    assert.equal(older.headers.get("Cache-Control"), "no-cache");
  },
);

serverTest(
  "the style follows an archive that is put there, replaced, broken and removed while the server runs",
  async (server) => {
    const path = place(server);
    await Deno.writeFile(path, archive(TOWN));
    const first = await tilesOf(server);
    assert.equal(await roadsAt(server), 2);

    // As a download is put in place.
    await Deno.writeFile(`${path}.new`, archive(town({ ...RENNES, latitude: RENNES.latitude - 0.02 })));
    await Deno.rename(`${path}.new`, path);
    assert.notEqual(await tilesOf(server), first);
    assert.equal(await roadsAt(server), 1);

    await Deno.writeFile(path, new TextEncoder().encode("PMTiles".repeat(50)));
    assert.equal(await tilesOf(server), "");
    await answer(fetch(address(first, HERE)), 503);

    await Deno.remove(path);
    await answer(fetch(address(first, HERE)), 404);
    await Deno.writeFile(path, archive(TOWN));
    assert.equal(await roadsAt(server), 2);
  },
);

serverTest("an archive larger than 4 GB is read where its tiles are", async (server) => {
  using file = await Deno.open(place(server), { write: true, create: true });
  for (const { at, bytes } of archiveParts(TOWN, { tileOffset: 5_000_000_000 })) {
    await file.seek(at, Deno.SeekMode.Start);
    await file.write(bytes);
  }
  assert.equal(await roadsAt(server), 2);
});

const whole = archive(TOWN);
const changed = (change: (view: DataView) => void) => {
  const bytes = whole.slice();
  change(new DataView(bytes.buffer));
  return bytes;
};
const plain = archive(TOWN, { compression: 1 });
const metadataStart = Buffer.from(plain).indexOf('{"name"');
/** What is no archive, or not one for this map; and what the tile at `HERE` is answered with. */
const HOSTILE: Record<string, Uint8Array> = {
  "an empty file": new Uint8Array(),
  "seven bytes": new TextEncoder().encode("PMTiles"),
  "the header alone": whole.slice(0, 127),
  "half a directory": whole.slice(0, 200),
  "another format": new TextEncoder().encode("<!doctype html>".repeat(2000)),
  "an earlier version": archive(TOWN, { version: 2 }),
  "pictures": archive(TOWN, { tileType: 2 }),
  "Brotli": archive(TOWN, { compression: 3 }),
  "another schema": archive(TOWN, { metadata: { vector_layers: [{ id: "transportation" }, { id: "water" }] } }),
  "version 3 of the schema": archive(TOWN, {
    metadata: { vector_layers: METADATA.vector_layers.map(({ id }) => ({ id, fields: { "pmap:kind": "String" } })) },
  }),
  "metadata that is no JSON": plain.map((byte, index) => index === metadataStart ? 0x5b : byte),
  "metadata of 2 MB": archive(TOWN, { metadata: { ...METADATA, description: " ".repeat(2_000_000) } }),
  "bounds beyond the world": archive(TOWN, { bounds: [-200, 0, 200, 10] }),
  "bounds the wrong way round": archive(TOWN, { bounds: [10, 0, -10, 10] }),
  "a directory beyond the end": changed((view) => view.setBigUint64(8, 1n << 60n, true)),
  "a directory of 16 EB": changed((view) => view.setBigUint64(16, ~0n, true)),
  "metadata of 16 EB": changed((view) => view.setBigUint64(32, ~0n, true)),
  "zoom 255": changed((view) => view.setUint8(101, 255)),
};

serverTest("what is no archive leaves the map as it is without one, and never the server", async (server) => {
  const path = place(server);
  for (const [what, bytes] of Object.entries(HOSTILE)) {
    await Deno.writeFile(path, bytes);
    assert.equal(await tilesOf(server), "", what);
    await answer(fetch(`${server.url}/base_map/tiles/v/14/${HERE.x}/${HERE.y}.mvt`), 503);
  }
  await Deno.remove(path);
  await Deno.mkdir(path);
  assert.equal(await tilesOf(server), "");
});

serverTest("tiles that lie beyond the end, or that are no gzip, are refused without harm", async (server) => {
  const path = place(server);
  await Deno.writeFile(path, changed((view) => view.setBigUint64(56, 1n << 40n, true)));
  await answer(fetch(address(await tilesOf(server), HERE)), 503);
  const broken = whole.slice();
  broken.fill(7, broken.length - 20_000);
  await Deno.writeFile(path, broken);
  await answer(fetch(address(await tilesOf(server), HERE), { headers: { "Accept-Encoding": "identity" } }), 503);
});

serverTest("names are in the language of the page, and sources end where the archive does", async (server) => {
  await Deno.writeFile(place(server), archive(TOWN));
  for (const [query, language] of [["", "en"], ["?lang=de", "de"], ["?lang=zh-Hant", "zh-Hant"]] as const) {
    const style = await answer(fetch(`${server.url}/base_map/style.json${query}`));
    const { layout } = style.layers.find(({ id }: { id: string }) => id === "streets_places_locality");
    assert.deepEqual(layout["text-field"].slice(0, 2), ["coalesce", ["get", `name:${language}`]]);
    assert.equal(layout["icon-image"], undefined);
    assert.deepEqual(style.sources.streets.bounds, [-2, 47.9, -1.4, 48.3]);
    assert.equal(style.sources.streets.maxzoom, 14);
    assert.match(style.sources.streets.attribution, /OpenStreetMap/);
    assert.ok(style.sources.land, "around a town, land");
  }
  await answer(fetch(`${server.url}/base_map/style.json?lang=${"x".repeat(40)}`), 400);
  await answer(fetch(`${server.url}/base_map/style.json?lang=de"`), 400);
  await Deno.writeFile(place(server), archive(TOWN, { bounds: [-180, -85, 180, 85] }));
  const { sources } = await answer(fetch(`${server.url}/base_map/style.json`));
  assert.deepEqual(Object.keys(sources), ["streets"]);
});

serverTest(
  "letters of names come from this server, and where there are none, nothing instead of an error",
  async (server) => {
    await Deno.writeFile(place(server), archive(TOWN));
    const { glyphs } = await answer(fetch(`${server.url}/base_map/style.json`));
    const range = (font: string, letters: string) => glyphs.replace("{fontstack}", font).replace("{range}", letters);
    assert.ok(glyphs.startsWith(server.url));
    for (const font of ["regular", "medium", "italic"]) {
      for (const letters of ["0-255", "256-511", "768-1023", "1024-1279", "7680-7935", "8192-8447"]) {
        const response = await fetch(range(font, letters), { headers: { "Accept-Encoding": "identity" } });
        assert.equal(response.status, 200);
        const bytes = new Uint8Array(await response.arrayBuffer());
        let count = 0;
        new PbfReader(bytes).readFields((_, count_, pbf) => {
          pbf.readMessage((field) => count += field === 3 ? 1 : 0, count_);
        }, null);
        assert.ok(count > 40, `${count} letters in ${font} ${letters}`);
      }
    }
    const none = await fetch(range("regular", "1536-1791"));
    assert.equal(none.status, 200);
    assert.equal((await none.arrayBuffer()).byteLength, 0);
    for (const wrong of ["0-256", "1-256", "65536-99999999"]) await answer(fetch(range("regular", wrong)), 400);
    await answer(fetch(range("..%2Fregular", "0-255")), 400);
  },
);
