/**
 * Small files with as many pixels as are accepted: what they take of the memory and of the event loop is bounded. Each is
 * refused before a pixel is decoded, or decoded in bounds.
 */
import assert from "node:assert/strict";
import sharp, { type JpegOptions } from "sharp";
import { makeInstance } from "../support/instances.ts";
import { makePicture } from "../support/pictures.ts";
import { readUploadSet, sendFile } from "../support/uploads.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";

/** Megabytes that all of them together may add to the peak of an idle server. */
const MOST_MEMORY = 700;
/** Milliseconds that any other request may wait meanwhile, on a slow machine. */
const LONGEST_WAIT = 2000;

/** Pictures of one colour: some megabytes at most, whatever they are decoded to. */
const FILES: Record<string, () => Promise<Uint8Array<ArrayBuffer>>> = {
  "147 megapixels": () => flat(12_150, 12_150, {}),
  "59 megapixels, progressive": () => flat(7700, 7700, { progressive: true }),
  "59 megapixels, progressive, in full colour": () =>
    flat(7700, 7700, { progressive: true, chromaSubsampling: "4:4:4" }),
  "one line after the other, 65,500 pixels wide": () => flat(65_500, 2200, {}),
};

async function flat(width: number, height: number, options: JpegOptions): Promise<Uint8Array<ArrayBuffer>> {
  const grey = { create: { width, height, channels: 3 as const, background: "#808080" }, limitInputPixels: false };
  const pixels = await sharp(grey).jpeg({ quality: 30, ...options }).toBuffer();
  const small = await makePicture({
    width: 16,
    height: 16,
    longitude: 2,
    latitude: 48 + Math.random(),
    time: new Date("2024-05-01T10:00:00Z"),
  });
  // The metadata of a small picture before the pixels of the large one.
  const end = 4 + (small[4]! << 8 | small[5]!);
  return new Uint8Array([...small.subarray(0, end), ...pixels.subarray(2)]);
}

for (const codec of ["sharp", "wasm-vips"]) {
  Deno.test({
    name: `pictures with all pixels that are allowed take bounded memory, and hold up nobody (${codec})`,
    ignore: !Deno.env.has("TEST_DB_URL") || Deno.build.os !== "linux",
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      await using instance = await makeInstance("native", { variables: { PICTURE_CODEC: codec } });
      await using server = await instance.serve();
      const idle = await peakMemory(server.pid);
      const set = await answer(fetch(`${server.url}/api/upload_sets`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ title: "Large", estimated_nb_files: Object.keys(FILES).length }),
      }));
      let isOver = false, longest = 0;
      const asking = (async () => {
        while (!isOver) {
          const start = performance.now();
          await (await fetch(`${server.url}/api/configuration`)).body?.cancel();
          longest = Math.max(longest, performance.now() - start);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      for (const [name, make] of Object.entries(FILES)) {
        const bytes = await make();
        assert.ok(bytes.length < 4_000_000, `${name}: ${bytes.length} bytes`);
        await answer(sendFile(server, set.id, { name: `${name}.jpg`, bytes }), 202);
      }
      await until(async () => {
        const { items_status: status } = await readUploadSet(server, set.id);
        return status.prepared + status.broken === Object.keys(FILES).length;
      });
      isOver = true;
      await asking;
      const more = await peakMemory(server.pid) - idle;
      console.log(`${codec}: ${more} MB more, longest wait ${Math.round(longest)} ms`);
      assert.ok(more < MOST_MEMORY, `${more} MB more than an idle server`);
      assert.ok(longest < LONGEST_WAIT, `somebody waited for ${longest} ms`);
      assert.equal((await server.stop()).code, 0);
    },
  });
}

/** The most memory that a process ever had, in megabytes. */
async function peakMemory(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Math.round(Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) / 1024);
}
