/** Images of a night sky as an all-sky camera takes them: stars that turn, a horizon, and dusk at the ends. */
import { Buffer } from "node:buffer";
import sharp from "sharp";

const STARS = 220;

/** One star: distance from the pole as a share of the radius, angle in degrees, size in pixels, how bright. */
interface Star {
  distance: number;
  angle: number;
  size: number;
  light: number;
}

/** The same stars in every image. */
const stars: Star[] = Array.from({ length: STARS }, (_, i) => ({
  distance: Math.sqrt(random(i)) * 1.4,
  angle: random(i + 1000) * 360,
  size: 0.6 + random(i + 2000) ** 4 * 2.2,
  light: 0.45 + random(i + 3000) * 0.55,
}));

/**
 * An image of the whole sky, as JPEG.
 * @param progress how much of the night is over, from 0 to 1
 * @param side pixels
 */
export async function makeSky(progress: number, side = 480): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await sharp(Buffer.from(skySvg(progress, side))).jpeg({ quality: 85 }).toBuffer());
}

/** A keogram: the middle column of each image of a night, side by side. As JPEG. */
export async function makeKeogram(width = 600, height = 240): Promise<Uint8Array<ArrayBuffer>> {
  const stops = Array.from({ length: 21 }, (_, i) => `<stop offset="${i / 20}" stop-color="${colourOf(i / 20)}"/>`);
  const trails = stars.slice(0, 90).map(({ distance, angle, light }) => {
    const phase = angle / 57.3;
    const points = Array.from({ length: 31 }, (_, i) => {
      const y = height / 2 + distance * height * 0.5 * Math.sin(phase + i / 12);
      return `${(i / 30 * width).toFixed(1)},${y.toFixed(1)}`;
    });
    return `<polyline points="${points.join(" ")}" fill="none" stroke="#fff" stroke-opacity="${light * 0.35}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="n">
    ${stops.join("")}</linearGradient></defs><rect width="100%" height="100%" fill="url(#n)"/>${trails.join("")}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer());
}

/** Star trails: every star as an arc. As JPEG. */
export async function makeStarTrails(side = 480): Promise<Uint8Array<ArrayBuffer>> {
  const radius = side / 2;
  const arcs = stars.map(({ distance, angle, size, light }) => {
    const [x1, y1] = placeOf(distance, angle, radius), [x2, y2] = placeOf(distance, angle + 75, radius);
    const r = distance * radius;
    return `<path d="M${x1} ${y1}A${r} ${r} 0 0 1 ${x2} ${y2}" fill="none" stroke="#dfe8ff" stroke-width="${size}"
      stroke-opacity="${light}"/>`;
  });
  return new Uint8Array(await sharp(Buffer.from(frame(side, "#0a1230", arcs.join("")))).jpeg().toBuffer());
}

function skySvg(progress: number, side: number): string {
  const radius = side / 2;
  const dimness = Math.max(0, 1 - Math.abs(progress - 0.5) * 2.4);
  const points = stars.map(({ distance, angle, size, light }) => {
    const [x, y] = placeOf(distance, angle + progress * 120, radius);
    return `<circle cx="${x}" cy="${y}" r="${size}" fill="#fff" fill-opacity="${
      (light * Math.sqrt(dimness)).toFixed(2)
    }"/>`;
  });
  return frame(side, colourOf(progress), points.join(""));
}

/** The pole is not in the middle, as it is nowhere but at the poles. */
function placeOf(distance: number, angle: number, radius: number): [number, number] {
  const turn = angle / 180 * Math.PI;
  return [radius + distance * radius * Math.cos(turn), radius * 0.75 + distance * radius * Math.sin(turn)]
    .map((value) => Math.round(value * 10) / 10) as [number, number];
}

function frame(side: number, colour: string, inside: string): string {
  const radius = side / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><defs><clipPath id="c">
    <circle cx="${radius}" cy="${radius}" r="${radius * 0.97}"/></clipPath><radialGradient id="s">
    <stop offset="0.4" stop-color="${colour}"/><stop offset="1" stop-color="#3b3140"/></radialGradient></defs>
    <rect width="100%" height="100%" fill="#000"/><g clip-path="url(#c)"><rect width="100%" height="100%" fill="url(#s)"/>
    ${inside}</g></svg>`;
}

function colourOf(progress: number): string {
  const dusk = Math.min(1, Math.abs(progress - 0.5) * 2) ** 3;
  const mix = (dark: number, light: number) => Math.round(dark + (light - dark) * dusk);
  return `rgb(${mix(8, 70)},${mix(14, 100)},${mix(38, 150)})`;
}

/** The same for the same number, between 0 and 1. */
function random(seed: number): number {
  const wave = Math.sin(seed * 12.9898 + 78.233) * 43758.5453;
  return wave - Math.floor(wave);
}
