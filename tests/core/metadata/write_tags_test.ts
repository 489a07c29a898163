/** Writing tags, read back by our reader and by libvips' (libexif), and compared with what was there before. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { readTags } from "../../../src/core/metadata/read_tags.ts";
import { isWritable, NoRoomError, TagValueError, writeTags } from "../../../src/core/metadata/write_tags.ts";
import { present } from "../../support/present.ts";
import { makeJpeg, segment } from "../jpeg/make_jpeg.ts";
import { makePicture } from "../../support/pictures.ts";
import { DATE, exifSegment, gps, makeTiff, photo, POSITION } from "./exif/make_exif.ts";

function tagsOf(file: Uint8Array): Record<string, string> {
  return Object.fromEntries(readTags(readJpegHeader(file), (key) => assert.fail(key)));
}

function write(file: Uint8Array, tags: Record<string, string>): Uint8Array {
  return writeTags(file, readJpegHeader(file), new Map(Object.entries(tags)));
}

const WRITTEN = {
  "Exif.Image.Artist": "Agnès Varda",
  "Exif.Image.Orientation": "6",
  "Exif.Photo.DateTimeOriginal": "2023:07:03 10:12:01",
  "Exif.Photo.ExposureBiasValue": "-1/3",
  "Exif.Photo.UserComment": "près du phare",
  "Exif.Photo.PixelXDimension": "70000",
  "Exif.GPSInfo.GPSLatitudeRef": "S",
  "Exif.GPSInfo.GPSLatitude": "42/1 25/1 12000000/1000000",
  "Exif.GPSInfo.GPSVersionID": "2 3 0 0",
  "Xmp.xmp.Rating": "5",
  "Xmp.dc.description": `lang="x-default" <Phare> & "mer"`,
};

/** exiv2's text of a language alternative is a list of languages. */
const READ_OTHERWISE = { "Xmp.dc.description": `{'lang="x-default"': '<Phare> & "mer"'}` };

const FILES: Record<string, () => Promise<Uint8Array>> = {
  "a file without metadata": () => Promise.resolve(makeJpeg([])),
  "a file with a comment alone": () => Promise.resolve(makeJpeg([segment(0xe0, "JFIF\0"), segment(0xe2, "ICC")])),
  "EXIF in Motorola order, with a thumbnail's directory": () =>
    Promise.resolve(makeJpeg([
      exifSegment([[0x010f, 2, "Maker"], [0x013b, 2, "Nobody"], [0x8769, 4, [[0x9003, 2, "2001:01:01 00:00:00"]]]], {
        bigEndian: true,
        next: [[[0x0103, 3, [6]]]],
      }),
    ])),
  "EXIF that is broken": () => Promise.resolve(makeJpeg([segment(0xe1, "Exif\0\0nonsense")])),
  "a picture with GPano": () =>
    makePicture({
      width: 64,
      height: 32,
      longitude: 2,
      latitude: 48,
      time: new Date("2024-05-01T10:00:00Z"),
      make: "GoPro",
      projection: "equirectangular",
    }),
};

for (const [name, make] of Object.entries(FILES)) {
  Deno.test(`writeTags() keeps what it is not asked to change: ${name}`, async () => {
    const file = await make();
    const before = name.includes("broken") ? {} : tagsOf(file);
    const after = write(file, WRITTEN);
    const { "Exif.Image.ExifTag": _exif, "Exif.Image.GPSTag": _gps, ...found } = tagsOf(after);
    const { "Exif.Image.ExifTag": _formerExif, "Exif.Image.GPSTag": _formerGps, ...former } = before;
    assert.deepEqual(found, { ...former, ...WRITTEN, ...READ_OTHERWISE });
    assert.deepEqual(
      Uint8Array.from(after.subarray(readJpegHeader(after).scanOffset)),
      Uint8Array.from(file.subarray(readJpegHeader(file).scanOffset)),
      "the pixels",
    );
    assert.deepEqual(tagsOf(write(after, { "Xmp.xmp.Rating": "1" }))["Xmp.xmp.Rating"], "1");
  });
}

Deno.test("writeTags() writes EXIF that other readers understand", async () => {
  const file = write(await present(FILES["a picture with GPano"])(), WRITTEN);
  const { orientation, exif, xmpAsString } = await sharp(file).metadata();
  assert.equal(orientation, 6);
  assert.ok(exif!.includes("Agnès Varda"));
  assert.match(xmpAsString!, /ProjectionType="equirectangular"/);
});

Deno.test("writeTags() refuses values that do not fit", () => {
  for (
    const [tag, text] of [
      ["Exif.Image.Orientation", "upright"],
      ["Exif.Image.Orientation", "70000"],
      ["Exif.GPSInfo.GPSLatitude", "1/0 0/1 0/1"],
      ["Exif.GPSInfo.GPSAltitude", "-3"],
      ["Exif.Image.Artist", "a\0b"],
    ] as const
  ) assert.throws(() => write(makeJpeg([]), { [tag]: text }), TagValueError, `${tag} ${text}`);
});

Deno.test("writeTags() writes over old values where the new ones fit, however full the segment is", () => {
  const MAKER_NOTE = 0x927c;
  const note = Array.from({ length: 65_000 }, (_, index) => index % 251);
  for (const bigEndian of [false, true]) {
    const exif = exifSegment([
      [0x013b, 2, "A long name of an artist"],
      photo(DATE, [MAKER_NOTE, 7, note]),
      gps(...POSITION),
    ], { bigEndian });
    const file = makeJpeg([exif]);
    const after = write(file, {
      "Exif.GPSInfo.GPSLatitudeRef": "S",
      "Exif.GPSInfo.GPSLongitude": "3/1 15/1 30/1",
      "Exif.Photo.DateTimeOriginal": "2024:07:08 09:10:11",
      "Exif.Image.Artist": "Short",
    });
    assert.equal(after.length, file.length);
    const { "Exif.GPSInfo.GPSLongitude": longitude, "Exif.GPSInfo.GPSLatitudeRef": ref, ...others } = tagsOf(after);
    assert.deepEqual([longitude, ref], ["3/1 15/1 30/1", "S"]);
    assert.equal(others["Exif.Photo.DateTimeOriginal"], "2024:07:08 09:10:11");
    assert.equal(others["Exif.Image.Artist"], "Short");
    const noteAt = (bytes: Uint8Array) => Buffer.from(bytes).indexOf(Uint8Array.from(note.slice(0, 1000)));
    assert(noteAt(file) > 0);
    assert.equal(noteAt(after), noteAt(file), "the maker note has not moved");
    assert.throws(() => write(file, { "Exif.Image.Artist": "x".repeat(600) }), NoRoomError);
  }
});

Deno.test("writeTags() does not write over a directory that an entry claims as its value", () => {
  const tiff = makeTiff([[0x013b, 2, "0123456789"], photo(DATE), gps(...POSITION)]);
  // The value of the first entry shall lie where the first directory is.
  new DataView(tiff.buffer).setUint32(8 + 2 + 8, 8, true);
  const after = write(makeJpeg([segment(0xe1, "Exif\0\0", tiff)]), { "Exif.Image.Artist": "overwriter" });
  assert.equal(tagsOf(after)["Exif.Image.Artist"], "overwriter");
  assert.equal(tagsOf(after)["Exif.Photo.DateTimeOriginal"], "2020:06:01 10:00:00");
});

Deno.test("writeTags() refuses more than a segment holds", () => {
  assert.throws(() => write(makeJpeg([]), { "Exif.Image.Artist": "x".repeat(70_000) }), NoRoomError);
  assert.throws(() => write(makeJpeg([]), { "Xmp.dc.title": "x".repeat(70_000) }), NoRoomError);
});

Deno.test("isWritable() knows what describes the picture, and refuses what holds the file together", () => {
  for (const name of ["Exif.Image.Artist", "Exif.Photo.LensModel", "Xmp.GPano.PoseHeadingDegrees"]) {
    assert.equal(isWritable(name), true, name);
  }
  for (
    const name of [
      "Exif.Image.ExifTag",
      "Exif.Image.StripOffsets",
      "Exif.Photo.MakerNote",
      "Exif.Nikon3.Lens",
      "Iptc.A.B",
    ]
      .concat(["Xmp.unheard.of", "Xmp.dc.a/b", "Xmp.dc.<x>", "Exif.Photo.toString", "constructor"])
  ) assert.equal(isWritable(name), false, name);
});
