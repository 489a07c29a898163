/** The letters of the street map, as MapLibre loads them: made by `scripts/build_glyphs.ts`. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { readIfPresent } from "../../core/packed_files.ts";

const FOLDER = fileURLToPath(new URL("./glyphs/", import.meta.url));

/** The file with the licence of the font. */
export const GLYPHS_LICENCE: string = join(FOLDER, "licence.txt");

/** Names of the fonts that styles may use. */
export const FONTS = ["regular", "medium", "italic"] as const;

/**
 * The letters of one range, gzipped; undefined where the font has none.
 * @param start the first character, a multiple of 256
 */
export async function glyphs(
  font: typeof FONTS[number],
  start: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return await readIfPresent(join(FOLDER, `${font}-${start}-${start + 255}.pbf.gz`));
}
