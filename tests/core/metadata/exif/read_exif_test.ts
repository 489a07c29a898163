import assert from "node:assert/strict";
import { readExif } from "../../../../src/core/metadata/exif/read_exif.ts";
import { bytesOf } from "../../jpeg/make_jpeg.ts";
import { type Entry, type ExifOptions, gps, makeTiff, photo } from "./make_exif.ts";

const MAKE = 0x010f, MODEL = 0x0110, USER_COMMENT = 0x9286, XP_TITLE = 0x9c9b;

function read(entries: Entry[], options?: ExifOptions): Record<string, string> {
  return Object.fromEntries(readExif(makeTiff(entries, options))!);
}

Deno.test("readExif() writes values as exiv2 does, by their type", () => {
  const cases: [name: string, type: number, value: string | number[], text: string][] = [
    ["BYTE", 1, [2, 3, 0, 0], "2 3 0 0"],
    ["ASCII", 2, "GoPro Max", "GoPro Max"],
    ["ASCII of spaces", 2, "ab  ", "ab  "],
    ["ASCII with NUL inside", 2, "ab\0cd", "ab"],
    ["ASCII in UTF-8", 2, "Café", "Café"],
    ["empty ASCII", 2, "", ""],
    ["SHORT", 3, [1, 65535], "1 65535"],
    ["LONG", 4, [4294967295], "4294967295"],
    ["RATIONAL", 5, [49, 1, 0, 0, 1885, 76], "49/1 0/0 1885/76"],
    ["UNDEFINED", 7, [48, 50, 51, 48, 48], "48 50 51 48 48"],
    ["SSHORT", 8, [-1, 5], "-1 5"],
    ["SLONG", 9, [-2147483648], "-2147483648"],
    ["SRATIONAL", 10, [-5, 3], "-5/3"],
    ["FLOAT", 11, [0.1, 1e10, -3.25], "0.100000001490116 10000000000 -3.25"],
    ["DOUBLE", 12, [1 / 3, 1e-20, 1e15, NaN, -Infinity, -0], "0.333333333333333 1e-20 1e+15 nan -inf -0"],
    ["unknown type", 300, [97, 98], "97 98"],
  ];
  for (const [name, type, value, text] of cases) {
    for (const bigEndian of [false, true]) {
      assert.equal(read([[MODEL, type, value]], { bigEndian })["Exif.Image.Model"], text, `${name}, ${bigEndian}`);
    }
  }
});

Deno.test("readExif() reads text that is not UTF-8 as ISO 8859-1", () => {
  const latin1 = [0x43, 0x61, 0x66, 0xe9];
  assert.equal(read([[MAKE, 2, latin1], [MODEL, 2, "Zoé"]])["Exif.Image.Make"], "Café");
  assert.equal(read([[MAKE, 2, latin1], [MODEL, 2, "Zoé"]])["Exif.Image.Model"], "Zoé");
});

Deno.test("readExif() reads comments in the character code they declare", () => {
  const utf16 = [0x68, 0x00, 0xe9, 0x00], utf16BigEndian = [0x00, 0x68, 0x00, 0xe9];
  const cases: [string, number[], string][] = [
    ["ASCII", [...bytesOf("ASCII\0\0\0hello\0\0")], "hello"],
    ["undeclared", [...bytesOf("\0\0\0\0\0\0\0\0hello")], "hello"],
    ["unknown", [...bytesOf("WHATEVERhello")], "hello"],
    ["too short", [...bytesOf("abc")], ""],
    ["Unicode", [...bytesOf("UNICODE\0"), ...utf16], "hé"],
    ["Unicode with mark", [...bytesOf("UNICODE\0"), 0xfe, 0xff, ...utf16BigEndian], "hé"],
    ["Unicode cut in a character", [...bytesOf("UNICODE\0"), ...utf16, 0x20], "hé"],
  ];
  for (const [name, value, text] of cases) {
    assert.equal(read([photo([USER_COMMENT, 7, value])])["Exif.Photo.UserComment"], text, name);
  }
  const bigEndian = read([photo([USER_COMMENT, 7, [...bytesOf("UNICODE\0"), ...utf16BigEndian]])], { bigEndian: true });
  assert.equal(bigEndian["Exif.Photo.UserComment"], "hé");
});

Deno.test("readExif() reads what Windows writes as UTF-16", () => {
  const title = read([[XP_TITLE, 1, [0x54, 0, 0xef, 0, 0x3d, 0xd8, 0x00, 0xde]]]);
  assert.deepEqual(title, { "Exif.Image.XPTitle": "Tï😀" });
});

Deno.test("readExif() names tags by the directory they stand in", () => {
  const tags = read([
    [0x9003, 2, "image"],
    photo([0x9003, 2, "photo"], [0xa005, 4, [[1, 2, "R98"]]]),
    gps([0x1d, 2, "2020:06:01"]),
    [0x014a, 4, [[MAKE, 2, "raw"]]],
  ], { next: [[[MAKE, 2, "thumbnail"]], [[MAKE, 2, "third"]], [[MAKE, 2, "fourth"]], [[MAKE, 2, "fifth"]]] });
  assert.equal(tags["Exif.Image.DateTimeOriginal"], "image");
  assert.equal(tags["Exif.Photo.DateTimeOriginal"], "photo");
  assert.equal(tags["Exif.Iop.InteroperabilityIndex"], "R98");
  assert.equal(tags["Exif.GPSInfo.GPSDateStamp"], "2020:06:01");
  assert.equal(tags["Exif.SubImage1.Make"], "raw");
  assert.equal(tags["Exif.Thumbnail.Make"], "thumbnail");
  assert.equal(tags["Exif.Image2.Make"], "third");
  assert.equal(tags["Exif.Image3.Make"], "fourth");
  assert(!Object.values(tags).includes("fifth"));
});

Deno.test("readExif() leaves out private tags and maker notes", () => {
  assert.deepEqual(read([[0xf000, 3, [1]], [0xc4a5, 7, [1, 2, 3, 4, 5]]]), {});
  const tags = read([photo([0x927c, 7, [1, 2, 3, 4, 5]])]);
  assert.deepEqual(Object.keys(tags), ["Exif.Image.ExifTag"]);
});

Deno.test("readExif() takes the first of a repeated tag", () => {
  assert.deepEqual(read([[MAKE, 2, "One"], [MAKE, 2, "Two"]]), { "Exif.Image.Make": "One" });
});

Deno.test("readExif() is undefined for bytes that are no TIFF file", () => {
  for (const text of ["", "II", "garbage garbage", "II+\0\x08\0\0\0", "MM*\0\x08\0\0\0"]) {
    assert.equal(readExif(bytesOf(text)), undefined, text);
  }
});

/** A file with a make and a model, and changes to its bytes; entries stand at 10 and 22. */
function readChanged(change: (view: DataView) => void): Record<string, string> {
  const tiff = makeTiff([[MAKE, 2, "Long make"], [MODEL, 2, "Long model"]]);
  change(new DataView(tiff.buffer));
  return Object.fromEntries(readExif(tiff)!);
}

Deno.test("readExif() survives what broken directories claim", () => {
  const intact = { "Exif.Image.Make": "Long make", "Exif.Image.Model": "Long model" };
  const cases: [string, (view: DataView) => void, Record<string, string>][] = [
    ["nothing", () => {}, intact],
    ["value outside the file", (view) => view.setUint32(18, 60_000, true), { ...intact, "Exif.Image.Make": "" }],
    ["huge count", (view) => view.setUint32(14, 0xffffffff, true), { ...intact, "Exif.Image.Make": "" }],
    ["next directory is the first", (view) => view.setUint32(34, 8, true), intact],
    ["next directory outside the file", (view) => view.setUint32(34, 60_000, true), intact],
    ["first directory outside the file", (view) => view.setUint32(4, 60_000, true), {}],
    ["first directory is the header", (view) => view.setUint32(4, 0, true), {}],
    ["too many entries", (view) => view.setUint16(8, 300, true), {}],
  ];
  for (const [name, change, expected] of cases) assert.deepEqual(readChanged(change), expected, name);
});

Deno.test("readExif() follows no directory twice", () => {
  const tags = readChanged((view) => {
    view.setUint16(10, 0x8769, true);
    view.setUint16(12, 4, true);
    view.setUint32(14, 1, true);
    view.setUint32(18, 8, true);
  });
  assert.deepEqual(tags, { "Exif.Image.ExifTag": "8", "Exif.Image.Model": "Long model" });
});

Deno.test("readExif() reads no more values than a file can hold, however often entries claim the same bytes", () => {
  const tiff = makeTiff(Array.from({ length: 100 }, (_, index): Entry => [0x0100 + index, 7, [1, 2, 3, 4, 5]]));
  const view = new DataView(tiff.buffer);
  for (let at = 10; at < 10 + 1200; at += 12) {
    view.setUint32(at + 4, 1500, true);
    view.setUint32(at + 8, 8, true);
  }
  const characters = [...readExif(tiff)!.values()].join("").length;
  assert(characters > 1500 && characters < 4 * 2 * tiff.length, String(characters));
});
