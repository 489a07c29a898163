/**
 * Makes the letters of the street map: signed distance fields of Noto Sans (SIL Open Font License 1.1), by way of the npm package
 * `@fontsource/noto-sans`, in the format that MapLibre loads. Run it when the font should change: `deno run -A scripts/build_glyphs.ts`
 */
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import opentype from "opentype.js";
import { PbfWriter } from "pbf";
import { fetchFromPackage } from "./fetch_package.ts";
import { distanceField, type PathCommand } from "./glyphs/distance_field.ts";
import { PROJECT } from "./project.ts";

const FONTS = {
  registry: "npm",
  package: "@fontsource/noto-sans@5.3.0",
  file: "fontsource-noto-sans-5.3.0.tgz",
  sha256: "f62f8ed40e378f15134e32bed2fd5718d81e9ec7a5603d1022d7b385e2297abc",
} as const;
/** Files of one font, by the name that styles of maps use. */
const STYLES = { regular: "400-normal", medium: "500-normal", italic: "400-italic" };
const SUBSETS = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"];
/** Pixels of an em, on which MapLibre counts. */
const EM = 24;
/** Characters in one file, on which MapLibre counts. */
const RANGE = 256;
/**
 * The first characters of the files that are made: Latin with all that Europe, Turkey and Vietnam write on it, modern Greek, Cyrillic,
 * punctuation. The font has more, such as phonetic signs and ancient Greek, which no map shows.
 */
const STARTS = [0, 0x100, 0x200, 0x300, 0x400, 0x500, 0x1e00, 0x2000, 0x2100];

/** What is used of opentype.js, which has no types. */
interface Font {
  ascender: number;
  unitsPerEm: number;
  glyphs: { length: number; get(index: number): Glyph };
}
interface Glyph {
  unicodes: number[];
  advanceWidth: number;
  getPath(x: number, y: number, size: number): { commands: PathCommand[] };
}

const target = resolve(PROJECT, "src/features/base_map/glyphs");
const folder = await Deno.makeTempDir();
try {
  await Deno.remove(target, { recursive: true }).catch(() => {});
  await Deno.mkdir(target, { recursive: true });
  await Deno.writeFile(join(target, "licence.txt"), await fetchFromPackage(FONTS, "package/LICENSE", folder));
  for (const [name, files] of Object.entries(STYLES)) {
    const glyphs = new Map<number, { font: Font; glyph: Glyph }>();
    for (const subset of SUBSETS) {
      const bytes = await fetchFromPackage(FONTS, `package/files/noto-sans-${subset}-${files}.woff`, folder);
      const font: Font = opentype.parse(bytes.buffer);
      for (let index = 0; index < font.glyphs.length; index++) {
        const glyph = font.glyphs.get(index);
        for (const code of glyph.unicodes) if (!glyphs.has(code)) glyphs.set(code, { font, glyph });
      }
    }
    for (const start of STARTS) {
      const range = `${start}-${start + RANGE - 1}`;
      const codes = [...glyphs.keys()].filter((code) => code - code % RANGE === start).sort((a, b) => a - b);
      const file = join(target, `${name}-${range}.pbf.gz`);
      await Deno.writeFile(file, gzipSync(encode(name, range, codes, glyphs), { level: 9 }));
      console.log(`${file}: ${codes.length} characters`);
    }
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** Mapbox' format of glyphs: https://github.com/mapbox/node-fontnik/blob/master/proto/glyphs.proto */
function encode(name: string, range: string, codes: number[], glyphs: Map<number, { font: Font; glyph: Glyph }>) {
  const pbf = new PbfWriter();
  pbf.writeMessage(1, () => {
    pbf.writeStringField(1, name);
    pbf.writeStringField(2, range);
    for (const code of codes) {
      const found = glyphs.get(code);
      if (found) pbf.writeMessage(3, () => writeGlyph(pbf, code, found.font, found.glyph), undefined);
    }
  }, undefined);
  return pbf.finish();
}

function writeGlyph(pbf: PbfWriter, code: number, { ascender, unitsPerEm }: Font, glyph: Glyph): void {
  const field = distanceField(glyph.getPath(0, 0, EM).commands);
  pbf.writeVarintField(1, code);
  if (field) pbf.writeBytesField(2, field.bitmap);
  pbf.writeVarintField(3, field?.width ?? 0);
  pbf.writeVarintField(4, field?.height ?? 0);
  pbf.writeSVarintField(5, field?.left ?? 0);
  // MapLibre counts from the top of the em, not from the baseline.
  pbf.writeSVarintField(6, (field?.top ?? 0) - Math.round(ascender / unitsPerEm * EM));
  pbf.writeVarintField(7, Math.round(glyph.advanceWidth / unitsPerEm * EM));
}
