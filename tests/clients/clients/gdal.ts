/** GDAL and what is built on it, such as QGIS. */
import assert from "node:assert/strict";
import { tileAround } from "../../support/tiles.ts";
import { type Client, must, programVersion } from "../client.ts";

export const gdal: Client = {
  name: "GDAL",
  does: "reads a map tile and a picture through `/vsicurl` (HEAD, ranges), lists and reads collections through OAPIF",
  version: () => programVersion("ogrinfo"),
  async run({ url, items: [item], collections }) {
    assert.ok(item);
    const [z, x, y] = tileAround(item, 15).split("/");
    const tile = await must("ogrinfo", [
      "-so",
      "-al",
      `/vsicurl/${url}/api/map/${z}/${x}/${y}.mvt`,
      "-oo",
      `X=${x}`,
      "-oo",
      `Y=${y}`,
      "-oo",
      `Z=${z}`,
    ]);
    assert.match(tile, /Layer name: pictures[\s\S]*Feature Count: [1-9]/);

    const picture = await must("gdalinfo", [`/vsicurl/${url}/api/pictures/${item.id}/hd.jpg`]);
    assert.match(picture, /Driver: JPEG[\s\S]*Size is 640, 320/);

    const layers = await must("ogrinfo", ["-ro", "-q", `OAPIF:${url}/api`]);
    for (const collection of collections) assert.ok(layers.includes(collection), layers);
    const features = await must("ogrinfo", ["-ro", "-so", `OAPIF:${url}/api`, item.collection]);
    assert.match(features, /Feature Count: 3/);
    const around = [-0.0001, -0.0001, 0.0001, 0.0001].map((by, index) =>
      String((index % 2 ? item.latitude : item.longitude) + by)
    );
    const near = await must("ogrinfo", ["-ro", "-so", "-spat", ...around, `OAPIF:${url}/api`, item.collection]);
    assert.match(near, /Feature Count: 1\b/);
  },
};
