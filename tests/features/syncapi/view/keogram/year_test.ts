import assert from "node:assert/strict";
import { Bitmap } from "../../../../../src/features/syncapi/view/keogram/bitmap.ts";
import { drawYear } from "../../../../../src/features/syncapi/view/keogram/year.ts";
import { findVisibleCamera } from "../../../../../src/features/syncapi/view/queries.ts";
import { answer, serverTest } from "../../../../support/server.ts";
import { bytesOf, CREATED, imageMetadata, syncClient } from "../../client.ts";

/** The colour of a pixel of a BMP file of 24 bits, read by its header. */
function colourAt(file: Uint8Array<ArrayBuffer>, x: number, y: number): number[] {
  const view = new DataView(file.buffer);
  const offset = view.getInt32(10, true), width = view.getInt32(18, true), height = view.getInt32(22, true);
  const at = offset + (height - 1 - y) * Math.ceil(width * 3 / 4) * 4 + 3 * x;
  return [...file.subarray(at, at + 3)].reverse();
}

Deno.test("Bitmap is a BMP file, whose rows are padded", () => {
  const bitmap = new Bitmap(3, 2);
  bitmap.fill(1, 0, 5, 1, [10, 20, 30]);
  assert.equal(bitmap.bytes.length, 54 + 2 * 12);
  const row = (y: number) => [0, 1, 2].map((x) => colourAt(bitmap.bytes, x, y));
  assert.deepEqual(row(0), [[0, 0, 0], [10, 20, 30], [10, 20, 30]]);
  assert.deepEqual(row(1), [[0, 0, 0], [0, 0, 0], [0, 0, 0]]);
});

serverTest(
  "drawYear() puts each image into its day and quarter of an hour of local time at the camera",
  async (server) => {
    const client = await syncClient(server);
    const { id } = await answer(client.camera());
    // 20:59 at the camera, twice in the same quarter of an hour, and a day before.
    const images = [[0, 100], [-60, 50], [-86_400, 200]] as const;
    for (const [later, level] of images) {
      const keogram_pixels = Array(5).fill([level, 0, level / 2]);
      const metadata = imageMetadata({ createDate: CREATED + later, dayDate: undefined, keogram_pixels });
      await answer(client.send("PUT", "image", metadata, { media: bytesOf("image") }));
    }
    const camera = (await findVisibleCamera(server.sql, id))!;
    const file = await drawYear(server.sql, camera, { days: 3, now: CREATED * 1000 });
    const view = new DataView(file.buffer);
    assert.deepEqual([view.getInt32(18, true), view.getInt32(22, true)], [6, 384]);
    // Noon is at the top: 20:59 is in the 36th quarter of an hour.
    const y = 35 * 4;
    assert.deepEqual([0, 2, 4].map((x) => colourAt(file, x, y)), [[0, 0, 0], [200, 0, 100], [75, 0, 38]]);
    assert.deepEqual(colourAt(file, 4, y + 4), [0, 0, 0]);
    const response = await fetch(`${server.url}/allsky/${id}/keogram.bmp`);
    assert.equal(response.headers.get("Content-Type"), "image/bmp");
    assert.equal((await response.arrayBuffer()).byteLength, 54 + 2192 * 384);
    const page = await (await fetch(`${server.url}/allsky/${id}`)).text();
    assert.ok(page.includes(`/allsky/${id}/keogram.bmp`));
    await answer(fetch(`${server.url}/allsky/${id}/keogram.bmp?days=0`), 400);
    await answer(fetch(`${server.url}/allsky/${id + 1}/keogram.bmp`), 404);
  },
);
