/** Files with impossible numbers, sent by HTTP: they break neither the answer to them nor what others see of the place. */
import assert from "node:assert/strict";
import { makeJpeg } from "../../core/jpeg/make_jpeg.ts";
import { type Entry, exifSegment, gps, photo, POSITION } from "../../core/metadata/exif/make_exif.ts";
import { makeXmp, xmpSegment } from "../../core/metadata/xmp/make_xmp.ts";
import { makePicture } from "../../support/pictures.ts";
import { answer, serverTest } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const HEADING = 0x11, ALTITUDE = 6, TIME = 7, DILUTION = 0x0b, ERROR = 0x1f, FOCAL_LENGTH = 0x920a, DATE = 0x9003;
const SIGNED = 10;

/** Entries of the GPS directory and of the one of Exif, and attributes of XMP. */
const CASES: [gps: Entry[], photo: Entry[], xmp?: string][] = [
  [[[HEADING, SIGNED, [-0x80000000, 1]]], []],
  [[[HEADING, 5, [4294967206, 1]]], []],
  [[[HEADING, 5, [0x80000000, 1]]], []],
  [[[HEADING, 5, [400, 1]]], []],
  [[[HEADING, SIGNED, [-10, 1]]], []],
  [[[HEADING, 5, [65535, 1]]], []],
  [[[HEADING, 12, [1e300]]], []],
  [[[ALTITUDE, 12, [1e300]], [ERROR, 12, [1e308]], [DILUTION, 12, [-1e300]]], []],
  [[[TIME, 5, [4294967295, 1, 0, 1, 0, 1]], [0x1d, 2, "9999:12:31"]], []],
  [[], [[FOCAL_LENGTH, 12, [5e-324]]]],
  [[], [[FOCAL_LENGTH, SIGNED, [-1, 1]]]],
  [[], [[0x9011, 2, "+23:59"]]],
  [
    [],
    [],
    'GPano:CroppedAreaLeftPixels="128" GPano:CroppedAreaTopPixels="128" GPano:CroppedAreaImageWidthPixels="100" ' +
    'GPano:CroppedAreaImageHeightPixels="50" GPano:FullPanoWidthPixels="200" GPano:FullPanoHeightPixels="100"',
  ],
  [[], [], 'GPano:PosePitchDegrees="1e300" GPano:PoseRollDegrees="-99999999999" GPano:PoseHeadingDegrees="NaN"'],
];
/** Refused, as they lack what is mandatory. */
const REFUSED: [gps: Entry[], tag: string, value: string][] = [
  [[[2, 5, [91, 1, 0, 1, 0, 1]], POSITION[0]!, POSITION[2]!, POSITION[3]!], "Exif.GPSInfo.GPSLatitude", "91"],
  [[[2, 12, [NaN]], POSITION[0]!, POSITION[2]!, POSITION[3]!], "Exif.GPSInfo.GPSLatitude", "nan"],
];

serverTest("impossible numbers in files are accepted or refused, and everything stays readable", async (server) => {
  const neighbour = await createUploadSet(server, { estimated_nb_files: 1 });
  const ordinary = await makePicture({
    width: 64,
    height: 48,
    longitude: 2.5,
    latitude: 48.5,
    heading: 90,
    time: new Date("2020-06-01T08:00:00Z"),
  });
  assert.equal((await sendFile(server, neighbour, { name: "ordinary.jpg", bytes: ordinary })).status, 202);
  const pixels = await makePicture({ width: 64, height: 48 });
  /** The pixels of a real picture behind other metadata. */
  const file = (...segments: Uint8Array[]) => {
    const head = makeJpeg(segments), own = makeJpeg([]);
    const inserted = head.subarray(2, 2 + head.length - own.length);
    return new Uint8Array([...pixels.subarray(0, 2), ...inserted, ...pixels.subarray(2)]);
  };
  const set = await createUploadSet(server, { estimated_nb_files: CASES.length, no_deduplication: true });
  for (const [index, [place, inner, xmp]] of CASES.entries()) {
    const date: Entry = [DATE, 2, `2020:06:01 10:00:${String(index * 2).padStart(2, "0")}`];
    const bytes = file(
      exifSegment([photo(...inner, date), gps(...place, ...POSITION)]),
      ...(xmp ? [xmpSegment(makeXmp("", xmp))] : []),
    );
    const response = await sendFile(server, set, { name: `${index}.jpg`, bytes });
    assert.equal(response.status, 202, `${index}: ${await response.clone().text()}`);
    await response.body?.cancel();
  }
  for (const [index, [place, tag, value]] of REFUSED.entries()) {
    const bytes = file(exifSegment([photo([DATE, 2, "2020:06:01 11:00:00"]), gps(...place)]));
    const response = await sendFile(server, neighbour, { name: `refused ${index}.jpg`, bytes });
    const { details } = await answer(response, 400);
    const named = details.tags.find((refused: { tag: string }) => refused.tag === tag);
    assert.equal(named?.value, value, JSON.stringify(details));
    const { files } = await answer(fetch(`${server.url}/api/upload_sets/${neighbour}/files`));
    const { rejected } = files.find((file: { file_name: string }) => file.file_name === `refused ${index}.jpg`);
    assert.deepEqual(rejected.details.tags, details.tags, "the list of files names them too");
  }
  const { associated_collections } = await uploadSetWhenIdle(server, set);
  const items = [];
  for (const { id } of associated_collections) {
    const { features } = await answer(fetch(`${server.url}/api/collections/${id}/items`));
    items.push(...features);
    await answer(fetch(`${server.url}/api/collections/${id}`));
  }
  assert.equal(items.length, CASES.length);
  const { features } = await answer(fetch(`${server.url}/api/search?bbox=2,48,3,49&limit=100`));
  assert.equal(features.length, CASES.length + 1);
  for (const item of features) {
    const { properties } = await answer(fetch(`${server.url}/api/collections/${item.collection}/items/${item.id}`));
    const azimuth = properties["view:azimuth"];
    assert(azimuth === undefined || (azimuth >= 0 && azimuth <= 360), String(azimuth));
    await answer(fetch(`${server.url}/api/search?ids=${item.id}`));
    for (const margin of properties["pers:interior_orientation"].visible_area ?? []) assert(margin >= 0);
  }
  const tile = await fetch(`${server.url}/api/map/15/16611/11351.mvt`);
  assert.equal(tile.status, 200);
  await tile.body?.cancel();
});
