/** Metadata that clients send with a picture are in the stored file, and in what the API says about it. */
import assert from "node:assert/strict";
import type { StoredMetadata } from "../../../../src/core/metadata/mod.ts";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { readJpegHeader } from "../../../../src/core/jpeg/mod.ts";
import { hdPath } from "../../../../src/core/storage/mod.ts";
import { makePicture } from "../../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../../support/server.ts";
import { createUploadSet, readUploadSet, sendFile } from "../../../support/uploads.ts";

const SIZE = { width: 64, height: 32 };
const COMPLETE = { ...SIZE, longitude: 2.35, latitude: 48.85, time: new Date("2024-05-01T10:00:00Z") };

interface PictureRow {
  ts: string;
  longitude: number;
  latitude: number;
  exif: Record<string, unknown>;
  metadata: StoredMetadata;
}

async function rowOf(server: TestServer, id: string): Promise<PictureRow> {
  const rows = await server.sql<PictureRow[]>`
    SELECT ts::text, ST_X(geom) AS longitude, ST_Y(geom) AS latitude, exif, metadata FROM pictures WHERE id = ${id}`;
  return onlyRow(rows);
}

serverTest("Overrides make a picture of a file without metadata", async (server) => {
  const bytes = await makePicture(SIZE);
  const set = await createUploadSet(server);
  const fields = {
    override_longitude: "-4.42",
    override_latitude: "42.42",
    override_capture_time: "2023-07-03T10:12:01.001+02:00",
    "override_Exif.Image.Artist": "Vivian Maier",
    "override_Xmp.xmp.Rating": "5",
  };
  const file = await answer(sendFile(server, set, { name: "1.jpg", bytes }, { fields }), 202);
  const row = await rowOf(server, file.picture_id);
  assert.equal(row.ts, "2023-07-03 08:12:01.001+00");
  assert.ok(Math.abs(row.longitude + 4.42) < 1e-9 && Math.abs(row.latitude - 42.42) < 1e-9);
  assert.equal(row.exif["Exif.Image.Artist"], "Vivian Maier");
  assert.equal(row.exif["Xmp.xmp.Rating"], "5");
  assert.equal(row.metadata.originalFileSize, bytes.length);
  assert.equal(file.size, bytes.length, "the size is that of what was sent");

  const stored = await Deno.readFile(`${server.storage}/permanent${hdPath(file.picture_id)}`);
  const pixels = (jpeg: Uint8Array) => jpeg.subarray(readJpegHeader(jpeg).scanOffset);
  assert.deepEqual(pixels(stored), pixels(bytes));
  const again = await answer(sendFile(server, set, { name: "2.jpg", bytes }, { fields }), 409);
  assert.equal(again.existing_item.id, file.picture_id, "the checksum is that of what was sent");
});

serverTest("A capture time without offset is that of a clock where the picture was taken", async (server) => {
  const set = await createUploadSet(server);
  const send = async (name: string, picture: Parameters<typeof makePicture>[0], fields: Record<string, string>) =>
    (await answer(sendFile(server, set, { name, bytes: await makePicture(picture) }, { fields }), 202)).picture_id;
  const own = await send("1.jpg", COMPLETE, { override_capture_time: "2023-07-03 10:12:01" });
  assert.equal((await rowOf(server, own)).ts, "2023-07-03 08:12:01+00");
  const overridden = await send("2.jpg", { ...COMPLETE, seed: 1 }, {
    override_capture_time: "2023-07-03T10:12:01",
    override_longitude: "139.7",
    override_latitude: "35.7",
  });
  assert.equal((await rowOf(server, overridden)).ts, "2023-07-03 01:12:01+00");
});

const REFUSED: { fields: Record<string, string>; message: string; details?: unknown }[] = [
  {
    fields: { override_capture_time: "a bad date" },
    message:
      "Parameter `override_capture_time` is not a valid datetime, it should be an iso formated datetime (like '2017-07-21T17:32:28Z').",
    details: { error: "Unknown string format: a bad date" },
  },
  {
    fields: { override_capture_time: "2023-02-30T00:00:00Z" },
    message:
      "Parameter `override_capture_time` is not a valid datetime, it should be an iso formated datetime (like '2017-07-21T17:32:28Z').",
    details: { error: "Unknown string format: 2023-02-30T00:00:00Z" },
  },
  {
    fields: { override_longitude: "3" },
    message: "Longitude cannot be overridden alone, override_latitude also needs to be set",
  },
  {
    fields: { override_longitude: "3", override_latitude: "-90.5" },
    message: "For parameter `override_latitude`, `-90.5` is not a valid latitude",
    details: { error: "latitude needs to be between -90 and 90" },
  },
  {
    fields: { override_longitude: "east", override_latitude: "1" },
    message: "Impossible to parse parameters",
    details: [{
      fields: ["override_longitude"],
      error: "Input should be a valid number, unable to parse string as a number",
      input: "east",
    }],
  },
  {
    fields: { "override_Exif.Image.ExifTag": "8" },
    message: "Parameter `override_Exif.Image.ExifTag` does not name a tag that can be written",
  },
  {
    fields: { "override_Exif.Image.Orientation": "upside down" },
    message: "Parameter `override_Exif.Image.Orientation` is not valid",
    details: { error: "`upside down` is not a value of Exif.Image.Orientation" },
  },
];

for (const { fields, message, details } of REFUSED) {
  serverTest(`Overrides ${JSON.stringify(fields)} are refused, and the file is not noted`, async (server) => {
    const set = await createUploadSet(server, { estimated_nb_files: 1 });
    const refusal = await answer(
      sendFile(server, set, { name: "1.jpg", bytes: await makePicture(COMPLETE) }, { fields }),
      400,
    );
    assert.equal(refusal.message, message);
    assert.deepEqual(refusal.details, details);
    assert.equal((await readUploadSet(server, set)).completed, false);
    assert.deepEqual(await filesBelow(server.storage), []);
  });
}

serverTest("Overrides do not make a picture of what is no JPEG", async (server) => {
  const set = await createUploadSet(server);
  const refusal = await answer(
    sendFile(server, set, { name: "1.jpg", bytes: new TextEncoder().encode("text") }, {
      fields: { "override_Exif.Image.Artist": "Nobody" },
    }),
    400,
  );
  assert.equal(refusal.message, "Impossible to open file as image. The only supported image format is jpg.");
  assert.equal((await readUploadSet(server, set)).items_status.rejected, 1);
  assert.deepEqual(await filesBelow(server.storage), []);
});
