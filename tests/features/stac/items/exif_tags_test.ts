import assert from "node:assert/strict";
import { artistOf, readableTags } from "../../../../src/features/stac/items/exif_tags.ts";

Deno.test("readableTags() leaves readable tags as they are", () => {
  for (
    const text of [
      "{}",
      '{"Exif.Image.Make": "GoPro"}',
      '{"Exif.Photo.UserComment": "see Exif.Photo.MakerNote and 12.0x34 too"}',
    ]
  ) assert.equal(readableTags(text), text);
});

Deno.test("readableTags() takes binary tags out", () => {
  const tags = {
    "Exif.Image.Make": "GoPro",
    "Exif.Photo.MakerNote": "1 2 3",
    "Exif.Image.0x1234": "1",
    "Exif.Photo.0xEA1C": "1",
    "Exif.Canon.AFInfo": "1",
    "Exif.Canon.AFInfo3": "1",
    "Exif.Canon.AFInfoSize": "kept",
    "Exif.Panasonic.DataDump": "1",
    "Xmp.x.MakerNote": "kept",
  };
  assert.deepEqual(JSON.parse(readableTags(JSON.stringify(tags))), {
    "Exif.Image.Make": "GoPro",
    "Exif.Canon.AFInfoSize": "kept",
    "Xmp.x.MakerNote": "kept",
  });
});

Deno.test("artistOf() finds the artist's tag and nothing that looks like it", () => {
  assert.equal(artistOf('{"Exif.Image.Artist": "Adrien Pavie"}'), "Adrien Pavie");
  const difficult = { "a": 'x "Exif.Image.Artist": "wrong"', "Exif.Image.Artist": 'Ann "É" \\ Lee' };
  assert.equal(artistOf(JSON.stringify(difficult)), 'Ann "É" \\ Lee');
  assert.equal(artistOf(JSON.stringify({ "a": '"Exif.Image.Artist": "wrong"' })), undefined);
  assert.equal(artistOf('{"Exif.Image.Artist": ""}'), undefined);
  assert.equal(artistOf("{}"), undefined);
});
