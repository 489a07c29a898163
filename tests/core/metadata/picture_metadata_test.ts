import assert from "node:assert/strict";
import { InvalidJpegError, readJpegHeader } from "../../../src/core/jpeg/mod.ts";
import { interpretTags, MetadataError, readPictureMetadata } from "../../../src/core/metadata/mod.ts";
import { bytesOf, makeJpeg, segment } from "../jpeg/make_jpeg.ts";
import { DATE, type Entry, exifSegment, gps, photo, POSITION } from "./exif/make_exif.ts";
import { makeXmp, xmpSegment } from "./xmp/make_xmp.ts";

const FILE = { fileName: "walks/1.jpg", fileSize: 1234 };
const GOPRO: Entry[] = [[0x010f, 2, "GoPro"], [0x0110, 2, "GoPro Max"]];

Deno.test("readPictureMetadata() gives all that a panorama tells", () => {
  const exif = exifSegment([
    ...GOPRO,
    photo(DATE, [0x9011, 2, "+02:00"], [0x920a, 5, [3, 1]]),
    gps(...POSITION, [5, 1, [0]], [6, 5, [464303, 5000]], [7, 5, [8, 1, 0, 1, 1, 2]], [0x11, 5, [349, 1]], [
      0x1d,
      2,
      "2020:06:01",
    ]),
  ]);
  const xmp = xmpSegment(makeXmp("", 'GPano:ProjectionType="equirectangular" GPano:PosePitchDegrees="1.5"'));
  const { exif: tags, ...read } = readPictureMetadata(makeJpeg([exif, xmp], { width: 5760, height: 2880 }), FILE);
  const messages = ["No GPS horizontal positioning error value found, GPS accuracy can only be estimated"];
  assert.deepEqual(read, {
    position: { latitude: 48.5, longitude: 2.5 },
    ts: "2020-06-01T10:00:00.500000+02:00",
    tz: "CEST",
    tsGps: "2020-06-01T10:00:00.500000+02:00",
    tsCamera: "2020-06-01T10:00:00+02:00",
    heading: 349,
    pitch: 1.5,
    roll: null,
    yaw: null,
    type: "equirectangular",
    make: "GoPro",
    model: "Max",
    focalLength: 3,
    sensorWidth: 6.17,
    fieldOfView: 360,
    crop: null,
    altitude: 93,
    gpsAccuracy: 4,
    width: 5760,
    height: 2880,
    warnings: [{ tag: "Exif.GPSInfo.GPSHPositioningError", value: null, message: messages[0] }],
    metadata: {
      type: "equirectangular",
      make: "GoPro",
      model: "Max",
      focal_length: 3,
      crop: null,
      altitude: 93,
      pitch: 1.5,
      roll: null,
      yaw: null,
      sensor_width: 6.17,
      field_of_view: 360,
      tagreader_warnings: messages,
      width: 5760,
      height: 2880,
      cols: 8,
      rows: 4,
      blurredByAuthor: false,
      originalFileName: "1.jpg",
      originalFileSize: 1234,
      tz: "CEST",
      ts_gps: "2020-06-01T10:00:00.500000+02:00",
      ts_camera: "2020-06-01T10:00:00+02:00",
    },
  });
  assert.equal(tags["Exif.GPSInfo.GPSLatitude"], "48/1 30/1 0/1");
  assert.equal(tags["Exif.Photo.DateTimeOriginal"], "2020:06:01 10:00:00");
  assert.equal(tags["Xmp.GPano.ProjectionType"], "equirectangular");
});

Deno.test("readPictureMetadata() stores neither tiles nor warnings nor times a flat picture lacks", () => {
  const exif = exifSegment([
    [0x010f, 2, "Foo"],
    photo(DATE, [0x920a, 5, [3, 1]]),
    gps(...POSITION, [0x11, 5, [90, 1]], [0x1f, 5, [7, 2]]),
  ]);
  const { metadata, gpsAccuracy } = readPictureMetadata(makeJpeg([exif]), { ...FILE, blurredByAuthor: true });
  assert.equal(gpsAccuracy, 3.5);
  assert.equal(metadata.blurredByAuthor, true);
  for (const key of ["cols", "rows", "tagreader_warnings", "ts_gps"]) assert(!(key in metadata), key);
  for (const key of ["crop", "altitude", "field_of_view", "sensor_width"]) assert.equal(metadata[key as "crop"], null);
});

Deno.test("readPictureMetadata() warns in the language asked for", () => {
  const file = makeJpeg([exifSegment([photo(DATE), gps(...POSITION)])]);
  const warnings = (language?: string) =>
    readPictureMetadata(file, { ...FILE, language }).warnings.map(({ message }) => message);
  assert.deepEqual(warnings(), [
    "No heading value was found, this reduces usability of picture",
    "No make and model value found, no assumption on focal length or GPS precision can be made",
    "No focal length value was found, this prevents calculating field of view",
    "No GPS accuracy value found, this prevents computing a quality score",
  ]);
  assert.equal(warnings("fr-FR")[0], "Aucune direction de prise de vue, ce qui réduit l’utilité de l’image");
  assert.deepEqual(warnings("xx"), warnings("en"));
});

Deno.test("readPictureMetadata() says which tag a warning is about, and which value was not usable", () => {
  const file = makeJpeg([exifSegment([
    [0x0110, 2, "X"],
    photo(DATE, [0x920a, 5, [5, 1]]),
    gps(...POSITION, [0x1d, 2, "soon"], [7, 5, [8, 1, 0, 1, 1, 1]], [0x1f, 5, [7, 2]], [0x11, 5, [1, 1]]),
  ])]);
  assert.deepEqual(readPictureMetadata(file, FILE).warnings, [{
    tag: "Exif.GPSInfo.GPSDateStamp",
    value: "soon",
    message: "Skipping GPS date/time (Exif.GPSInfo group) as it was not recognized: soon",
  }]);
  const long = makeJpeg([exifSegment([
    photo(DATE),
    gps(...POSITION, [0x1d, 2, "x".repeat(5000)], [7, 5, [8, 1, 0, 1, 1, 1]]),
  ])]);
  const [warning] = readPictureMetadata(long, FILE).warnings;
  assert(warning && warning.message.length < 400 && warning.value && warning.value.length < 300);
});

Deno.test("readPictureMetadata() refuses pictures without place or time, and says what is missing", () => {
  const [positionMissing, dateMissing] = [
    "No GPS coordinates or broken coordinates in picture EXIF tags",
    "No valid date in picture EXIF tags",
  ];
  const tooFarNorth: Entry[] = [POSITION[0], [2, 5, [91, 1, 0, 1, 0, 1]], POSITION[2], POSITION[3]];
  const cases: [name: string, segments: Uint8Array[], language: string, message: string, missing: string[]][] = [
    [
      "no metadata",
      [],
      "en",
      `The picture is missing mandatory metadata:\n\t- ${positionMissing}\n\t- ${dateMissing}`,
      ["datetime", "location"],
    ],
    [
      "no metadata, in French",
      [],
      "fr",
      "Des métadonnées obligatoires sont manquantes\u202f:\n\t- Coordonnées GPS absentes ou invalides dans les attributs " +
      "EXIF de l'image\n\t- Aucune date valide dans les attributs EXIF de l'image",
      ["datetime", "location"],
    ],
    ["no position", [exifSegment([photo(DATE)])], "en", positionMissing, ["location"]],
    ["no date", [exifSegment([gps(...POSITION)])], "en", dateMissing, ["datetime"]],
    [
      "no date, in French",
      [exifSegment([gps(...POSITION)])],
      "fr",
      "Aucune date valide dans les attributs EXIF de l'image",
      ["datetime"],
    ],
    [
      "out of bounds",
      [exifSegment([photo(DATE), gps(...tooFarNorth)])],
      "en",
      "Read latitude is out of WGS84 bounds (should be in [-90, 90])",
      [],
    ],
    [
      "half a crop",
      [exifSegment([photo(DATE), gps(...POSITION)]), xmpSegment(makeXmp("", 'GPano:CroppedAreaLeftPixels="1"'))],
      "en",
      "EXIF tags contain partial cropped area metadata",
      [],
    ],
  ];
  for (const [name, segments, language, message, missing] of cases) {
    assert.throws(() => readPictureMetadata(makeJpeg(segments), { ...FILE, language }), (error) => {
      assert(error instanceof MetadataError, name);
      assert.equal(error.message, message, name);
      assert.deepEqual(error.missingFields, missing, name);
      return true;
    });
  }
});

Deno.test("readPictureMetadata() refuses what is not a JPEG", () => {
  assert.throws(() => readPictureMetadata(bytesOf("GIF89a"), FILE), InvalidJpegError);
});

Deno.test("readPictureMetadata() looks at nothing behind the start of the scan", () => {
  const usable = exifSegment([photo(DATE), gps(...POSITION)]);
  const file = makeJpeg([usable], { scan: [...segment(0xfe, "a comment among the pixels")] });
  const { scanOffset } = readJpegHeader(file);
  assert.deepEqual(readPictureMetadata(file.subarray(0, scanOffset), FILE), readPictureMetadata(file, FILE));
});

Deno.test("interpretTags() gives stored tags the same meaning as the file", () => {
  const file = makeJpeg([exifSegment([...GOPRO, photo(DATE), gps(...POSITION)])], { width: 20, height: 10 });
  const read = readPictureMetadata(file, FILE);
  const again = interpretTags(new Map(Object.entries(read.exif)), { width: 20, height: 10 }, FILE);
  assert.deepEqual(again, read);
});

Deno.test("readPictureMetadata() judges the shape of a picture as people see it", () => {
  const read = (width: number, height: number, orientation: number) =>
    readPictureMetadata(
      makeJpeg([exifSegment([[0x0112, 3, [orientation]], photo(DATE), gps(...POSITION)])], { width, height }),
      FILE,
    );
  const cases: [width: number, height: number, orientation: number, type: string][] = [
    [200, 100, 1, "equirectangular"],
    [200, 100, 3, "equirectangular"],
    [200, 100, 6, "flat"],
    [200, 100, 8, "flat"],
    [100, 200, 6, "equirectangular"],
    [100, 200, 1, "flat"],
  ];
  for (const [width, height, orientation, type] of cases) {
    const picture = read(width, height, orientation);
    assert.equal(picture.type, type, `${width} × ${height}, ${orientation}`);
    assert.deepEqual([picture.width, picture.height], [width, height]);
  }
});

Deno.test("readPictureMetadata() names the tags and values for which it refuses a picture", () => {
  const tooFarEast: Entry[] = [POSITION[0], POSITION[1], POSITION[2], [4, 5, [181, 1, 0, 1, 0, 1]]];
  const crop = xmpSegment(makeXmp("", 'GPano:CroppedAreaImageWidthPixels="8" GPano:CroppedAreaImageHeightPixels="x"'));
  const nowhere: Entry[] = [[1, 2, "N"], [2, 5, [0, 1, 0, 1, 0, 1]], [3, 2, "E"], [4, 5, [0, 1, 0, 1, 0, 1]]];
  const cases: [Uint8Array[], tag: string, value: string][] = [
    [[exifSegment([photo(DATE), gps(...tooFarEast)])], "Exif.GPSInfo.GPSLongitude", "181"],
    [[exifSegment([photo(DATE), gps(...nowhere)])], "Exif.GPSInfo.GPSLatitude", "0/1 0/1 0/1"],
    [[exifSegment([photo(DATE), gps(...POSITION)]), crop], "Xmp.GPano.CroppedAreaImageHeightPixels", "x"],
    [[exifSegment([photo([0x9003, 2, "yesterday"]), gps(...POSITION)])], "Exif.Photo.DateTimeOriginal", "yesterday"],
  ];
  for (const [segments, tag, value] of cases) {
    assert.throws(() => readPictureMetadata(makeJpeg(segments), FILE), (error) => {
      assert(error instanceof MetadataError);
      assert(
        error.tags.some((refused) => refused.tag === tag && refused.value === value),
        JSON.stringify(error.tags),
      );
      return true;
    });
  }
});
