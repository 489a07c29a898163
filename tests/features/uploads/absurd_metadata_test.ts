/** Metadata that make no sense are refused, or taken as far as they do: they never break the server, nor what it answers later. */
import assert from "node:assert/strict";
import { makeJpeg } from "../../core/jpeg/make_jpeg.ts";
import { DATE, type Entry, exifSegment, gps, photo, POSITION } from "../../core/metadata/exif/make_exif.ts";
import { answer, serverTest } from "../../support/server.ts";
import { createUploadSet, sendFile } from "../../support/uploads.ts";

const LARGEST = 2 ** 32 - 1;
const latitude = (...values: number[]): Entry => [2, 5, values];
const longitude = (...values: number[]): Entry => [4, 5, values];
const at = (north: Entry, east: Entry) => [gps([1, 2, "N"], north, [3, 2, "E"], east)];
const takenAt = (date: string): Entry => photo([0x9003, 2, date]);
const HERE = gps(...POSITION), NOW = photo(DATE);

/** Names of files that say what is odd, and their tags. */
const ABSURD: Record<string, Entry[]> = {
  "no degrees of nothing": [NOW, ...at(latitude(0, 0, 0, 0, 0, 0), longitude(0, 0, 0, 0, 0, 0))],
  "degrees of nothing": [NOW, ...at(latitude(48, 0, 30, 0, 0, 0), longitude(2, 0, 30, 0, 0, 0))],
  "beyond the pole": [NOW, ...at(latitude(90, 1, 0, 1, 1, 1), longitude(2, 1, 0, 1, 0, 1))],
  "beyond all": [NOW, ...at(latitude(LARGEST, 1, LARGEST, 1, LARGEST, 1), longitude(LARGEST, 1, 0, 1, 0, 1))],
  "at the pole": [NOW, ...at(latitude(90, 1, 0, 1, 0, 1), longitude(180, 1, 0, 1, 0, 1))],
  "one number": [NOW, ...at(latitude(48, 1), longitude(2, 1))],
  "too many numbers": [NOW, ...at(latitude(48, 1, 1, 1, 1, 1, 1, 1), longitude(2, 1, 1, 1, 1, 1, 1, 1))],
  "text for degrees": [NOW, gps([1, 2, "N"], [2, 2, "48 30 0"], [3, 2, "E"], [4, 2, "NaN Infinity -0"])],
  "heading of a lighthouse": [NOW, gps(...POSITION, [0x11, 5, [LARGEST, 1]])],
  "heading of nothing": [NOW, gps(...POSITION, [0x11, 5, [1, 0]])],
  "altitude of the moon": [NOW, gps(...POSITION, [6, 5, [LARGEST, 1]])],
  "accuracy of a century": [NOW, gps(...POSITION, [0x1f, 5, [LARGEST, 1]], [0x0b, 5, [LARGEST, 1]])],
  "no date": [takenAt("0000:00:00 00:00:00"), HERE],
  "date of dashes": [takenAt("----:--:-- --:--:--"), HERE],
  "blank date": [takenAt("    :  :     :  :  "), HERE],
  "thirteenth month": [takenAt("2020:13:01 10:00:00"), HERE],
  "thirtieth of February": [takenAt("2020:02:30 10:00:00"), HERE],
  "hour 25": [takenAt("2020:06:01 25:61:61"), HERE],
  "leap second": [takenAt("2016:12:31 23:59:60"), HERE],
  "first year": [takenAt("0001:01:01 00:00:00"), HERE],
  "last year": [takenAt("9999:12:31 23:59:59"), HERE],
  "year of five digits": [takenAt("99999:12:31 23:59:59"), HERE],
  "very long date": [takenAt("2020:06:01 10:00:00" + "0".repeat(5000)), HERE],
  "offset of a day": [photo(DATE, [0x9011, 2, "+99:99"]), HERE],
  "subseconds without end": [photo(DATE, [0x9291, 2, "9".repeat(500)]), HERE],
  "zone at the edge of time": [photo([0x9003, 2, "9999:12:31 23:59:59"], [0x9011, 2, "-23:59"]), HERE],
  "bytes of zero": [[0x010f, 2, "Go\0Pro\0\0"], [0x0110, 2, "\0"], [0x010e, 2, "\0\0\0"], NOW, HERE],
  "text that is no text": [[0x010f, 2, "\ud800\udfff￿￾"], [0x010e, 2, '{"MAPLatitude": "\\u0000"}'], NOW, HERE],
  "deep description": [[0x010e, 2, "[".repeat(20_000)], NOW, HERE],
  "lens of nothing": [photo(DATE, [0x920a, 5, [0, 0]], [0xa405, 3, [0]]), [0x010f, 2, "GoPro"], HERE],
};

serverTest("POST files takes or refuses absurd metadata, and what it takes can be shown", async (server) => {
  const set = await createUploadSet(server);
  const taken: string[] = [];
  for (const [name, entries] of Object.entries(ABSURD)) {
    // The comment makes the bytes of each file its own.
    const bytes = makeJpeg([exifSegment([...entries, [0x9c9c, 2, name]])]);
    const response = await sendFile(server, set, { name: `${name}.jpg`, bytes });
    const body = await response.json();
    assert.ok(response.status === 202 || response.status === 400, `${name}: ${response.status} ${body.message}`);
    if (response.status === 202) taken.push(name);
    else assert.match(body.message, /^(Impossible to parse picture metadata|Picture has invalid metadata)$/, name);
  }
  const { files } = await answer(fetch(`${server.url}/api/upload_sets/${set}/files`));
  assert.equal(files.length, Object.keys(ABSURD).length, "all are recorded");
  for (const name of ["at the pole", "heading of nothing", "last year", "bytes of zero"]) {
    assert.ok(taken.includes(name), `${name} has a position and a time`);
  }
  for (const name of ["beyond the pole", "beyond all", "no date", "thirteenth month", "degrees of nothing"]) {
    assert.ok(!taken.includes(name), `${name} has no position or no time`);
  }

  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await server.backend.runner!.idle();
  const { associated_collections: collections } = await answer(fetch(`${server.url}/api/upload_sets/${set}`));
  assert.ok(collections.length > 0);
  for (const { id } of collections) {
    await answer(fetch(`${server.url}/api/collections/${id}`, { headers: server.defaultAccount }));
    await answer(fetch(`${server.url}/api/collections/${id}/items`, { headers: server.defaultAccount }));
  }
}, { API_LOG_LEVEL: "error" });
