import assert from "node:assert/strict";
import sharp from "sharp";
import { readFileFormat } from "../../../src/core/jpeg/mod.ts";
import { makeJpeg } from "./make_jpeg.ts";

/** A file of the family of ISO base media (ISO 14496-12). */
const media = (brand: string) => bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1`);

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

Deno.test("readFileFormat() tells what people send in place of a JPEG", () => {
  const cases: [Uint8Array, string | undefined, string?][] = [
    [makeJpeg([]), "JPEG", "picture"],
    [media("heic"), "HEIC", "picture"],
    [media("heix"), "HEIC", "picture"],
    [media("mif1"), "HEIF", "picture"],
    [media("avif"), "AVIF", "picture"],
    [media("isom"), "MP4", "video"],
    [media("mp42"), "MP4", "video"],
    [media("qt  "), "MOV", "video"],
    [media("crx "), "Canon CR3", "raw picture"],
    [bytes("II*\0\x10\0\0\0CR\x02\0"), "Canon CR2", "raw picture"],
    [bytes("II*\0\x08\0\0\0\x2c\0\xfe\0"), "TIFF, DNG or another camera's raw format", "raw picture"],
    [bytes("FUJIFILMCCD-RAW 0201"), "Fujifilm RAF", "raw picture"],
    [bytes("%PDF-1.7"), "PDF", "document"],
    [bytes("PK\x03\x04\x14\0"), "ZIP", "archive"],
    [bytes("<?xml version='1.0'?><gpx>"), "XML", "document"],
    [bytes("hello"), undefined],
    [new Uint8Array(), undefined],
    [Uint8Array.of(0xff, 0xd8), undefined],
  ];
  for (const [file, name, kind] of cases) {
    assert.deepEqual(readFileFormat(file), name && { name, kind }, new TextDecoder().decode(file.subarray(0, 20)));
  }
});

Deno.test("readFileFormat() knows the files that libvips writes", async () => {
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } });
  for (
    const [format, name] of [["jpeg", "JPEG"], ["png", "PNG"], ["webp", "WebP"], ["gif", "GIF"], [
      "avif",
      "AVIF",
    ]] as const
  ) {
    assert.equal(readFileFormat(await image.clone().toFormat(format).toBuffer())?.name, name);
  }
});
