import assert from "node:assert/strict";
import { readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { readTags } from "../../../src/core/metadata/read_tags.ts";
import { bytesOf, makeJpeg, segment } from "../jpeg/make_jpeg.ts";
import { exifSegment, photo } from "./exif/make_exif.ts";
import { iptcSegment } from "./iptc/make_iptc.ts";
import { makeXmp, xmpSegment } from "./xmp/make_xmp.ts";

const COMMENT = 0xfe;
const MAKE = 0x010f, MODEL = 0x0110, DESCRIPTION = 0x010e, USER_COMMENT = 0x9286;

function read(...segments: Uint8Array[]): { tags: Record<string, string>; warnings: string[] } {
  const warnings: string[] = [];
  const tags = readTags(readJpegHeader(makeJpeg(segments)), (key) => warnings.push(key));
  return { tags: Object.fromEntries(tags), warnings };
}

Deno.test("readTags() puts EXIF, IPTC and XMP into one table, in whichever order they come", () => {
  const segments = [
    exifSegment([[MAKE, 2, "GoPro"]]),
    iptcSegment([[2, 120, "Caption"]]),
    xmpSegment(makeXmp("<foo:a>1</foo:a>")),
  ];
  const expected = { "Exif.Image.Make": "GoPro", "Iptc.Application2.Caption": "Caption", "Xmp.foo.a": "1" };
  assert.deepEqual(read(...segments).tags, expected);
  assert.deepEqual(read(...segments.reverse()).tags, expected);
});

Deno.test("readTags() takes the first segment of each kind", () => {
  const { tags } = read(exifSegment([[MAKE, 2, "One"]]), exifSegment([[MODEL, 2, "Two"]]));
  assert.deepEqual(tags, { "Exif.Image.Make": "One" });
});

Deno.test("readTags() takes out NUL characters, character sets and surrounding space", () => {
  const { tags } = read(xmpSegment(makeXmp("<foo:a> charset=Ascii some\0 text </foo:a>")));
  assert.deepEqual(tags, { "Xmp.foo.a": "some text" });
});

Deno.test("readTags() prefers the JPEG comment to the one of EXIF", () => {
  const exif = exifSegment([photo([USER_COMMENT, 7, [...bytesOf("ASCII\0\0\0inside")]])]);
  const cases: [string, Uint8Array[], string][] = [
    ["none", [], "inside"],
    ["one", [segment(COMMENT, "outside\0")], "outside"],
    ["blank", [segment(COMMENT, "  \0")], "inside"],
    ["blank, then one", [segment(COMMENT), segment(COMMENT, "outside")], "outside"],
    ["two", [segment(COMMENT, "first"), segment(COMMENT, "second")], "first"],
    ["ISO 8859-1", [segment(COMMENT, [0x63, 0xe9])], "cé"],
  ];
  for (const [name, comments, expected] of cases) {
    assert.equal(read(exif, ...comments).tags["Exif.Photo.UserComment"], expected, name);
  }
});

Deno.test("readTags() reads Mapillary's JSON in the description", () => {
  const description = JSON.stringify({
    MAPLatitude: 48.5,
    MAPGpsTime: "2021_05_04_10_11_12_345",
    MAPCompassHeading: { TrueHeading: 123.4 },
    MAPNothing: null,
    "Exif.Image.Make": "forged",
  });
  const { tags } = read(exifSegment([[DESCRIPTION, 2, description], [MAKE, 2, "Real"]]));
  assert.deepEqual(tags, {
    "Exif.Image.ImageDescription": description,
    "Exif.Image.Make": "Real",
    MAPLatitude: "48.5",
    MAPGpsTime: "2021_05_04_10_11_12_345",
    "MAPCompassHeading.TrueHeading": "123.4",
  });
  for (const other of ["[1, 2]", "{broken", "default", ""]) {
    assert.deepEqual(Object.keys(read(exifSegment([[DESCRIPTION, 2, other]])).tags), ["Exif.Image.ImageDescription"]);
  }
});

Deno.test("readTags() warns of what cannot be read and goes on", () => {
  const { tags, warnings } = read(
    segment(0xe1, "Exif\0\0", "this is no TIFF file"),
    xmpSegment(makeXmp("<foo:a>".repeat(5000))),
    segment(0xed, "Photoshop 3.0\0", "8BIM broken"),
    segment(COMMENT, "still here"),
  );
  assert.deepEqual(tags, { "Exif.Photo.UserComment": "still here" });
  assert.deepEqual(warnings, ["metadata.exif_unreadable", "metadata.xmp_unreadable"]);
});

Deno.test("readTags() is silent about a picture without metadata", () => {
  assert.deepEqual(read(), { tags: {}, warnings: [] });
  assert.deepEqual(read(segment(0xe1, "Exif\0\0"), segment(0xe1, "other")), { tags: {}, warnings: [] });
});

Deno.test("readTags() reads XMP in UTF-8, UTF-16 and UTF-32, with and without byte order mark", () => {
  const packet = makeXmp("<foo:a>été 😀</foo:a>", 'GPano:ProjectionType="equirectangular"');
  const encode = (size: 2 | 4, littleEndian: boolean, text: string) => {
    const units = size === 2
      ? Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
      : Array.from(text, (character) => character.codePointAt(0)!);
    const view = new DataView(new ArrayBuffer(units.length * size));
    units.forEach((unit, index) => {
      if (size === 2) view.setUint16(index * 2, unit, littleEndian);
      else view.setUint32(index * 4, unit, littleEndian);
    });
    return new Uint8Array(view.buffer);
  };
  for (const mark of ["", "\uFEFF"]) {
    const forms: [string, Uint8Array][] = [
      ["UTF-8", bytesOf(mark + packet)],
      ["UTF-16 BE", encode(2, false, mark + packet)],
      ["UTF-16 LE", encode(2, true, mark + packet)],
      ["UTF-32 BE", encode(4, false, mark + packet)],
      ["UTF-32 LE", encode(4, true, mark + packet)],
    ];
    for (const [name, bytes] of forms) {
      const { tags, warnings } = read(segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", bytes));
      assert.deepEqual(warnings, [], name);
      assert.deepEqual(tags, { "Xmp.foo.a": "été 😀", "Xmp.GPano.ProjectionType": "equirectangular" }, name);
    }
  }
});
