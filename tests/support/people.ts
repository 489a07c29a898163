/** Pictures with drawn faces, which the detector takes for real ones. */
import sharp from "sharp";
import { Buffer } from "node:buffer";
import { makePicture, type PictureOptions } from "./pictures.ts";

/** A face: its middle and height in pixels. */
export interface Face {
  x: number;
  y: number;
  height: number;
}

/** Pixels of the drawing below. */
const DRAWN_HEIGHT = 110;

const DRAWING = `
  <rect x="-60" y="60" width="120" height="120" rx="40" fill="#345"/>
  <rect x="-14" y="40" width="28" height="40" fill="#c89070"/>
  <ellipse cx="0" cy="-8" rx="46" ry="60" fill="#4a3020"/>
  <ellipse cx="0" cy="4" rx="38" ry="50" fill="url(#skin)"/>
  <path d="M-38,-10 Q-30,-50 0,-48 Q30,-50 38,-10 Q20,-34 0,-32 Q-20,-34 -38,-10Z" fill="#4a3020"/>
  <ellipse cx="-15" cy="-4" rx="8" ry="4.5" fill="#f4efe8"/><circle cx="-15" cy="-4" r="4" fill="#2a1a10"/>
  <ellipse cx="15" cy="-4" rx="8" ry="4.5" fill="#f4efe8"/><circle cx="15" cy="-4" r="4" fill="#2a1a10"/>
  <path d="M-25,-13 Q-15,-19 -6,-13 M25,-13 Q15,-19 6,-13" stroke="#3a2415" stroke-width="4" fill="none"/>
  <path d="M-2,-2 Q-8,16 -7,18 Q0,23 7,18 Q8,16 2,-2" fill="#c08868" opacity=".6"/>
  <path d="M-14,31 Q0,25 14,31 Q0,41 -14,31Z" fill="#a04848"/>`;

/** One picture with these faces on a plain sky; its metadata are those of `makePicture()`. */
export async function paintPeople(options: PictureOptions, faces: Face[]): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = options;
  const drawn = faces.map(({ x, y, height }) =>
    `<g transform="translate(${x},${y}) scale(${height / DRAWN_HEIGHT})">${DRAWING}</g>`
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <radialGradient id="skin"><stop offset="0" stop-color="#eec0a0"/><stop offset="1" stop-color="#c89070"/></radialGradient>
    </defs><rect width="${width}" height="${height}" fill="#a8b4bc"/>${drawn.join("")}</svg>`;
  const picture = sharp(await makePicture(options)).composite([{ input: Buffer.from(svg) }]);
  return new Uint8Array(await picture.keepMetadata().jpeg({ quality: 92 }).toBuffer());
}
