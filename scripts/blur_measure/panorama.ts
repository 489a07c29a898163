/** Synthetic 360° pictures: flat ones that hang in a sphere, as a 360° camera would see them. */
import type { Label } from "./labels.ts";

/** RGB, row by row. */
export interface Image {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Degrees: where the middle of a picture hangs. */
export interface Direction {
  yaw: number;
  pitch: number;
}

/**
 * Draws a flat picture into a panorama; near its middle, its pixels keep their size.
 * @returns where a box of the picture comes to lie
 */
export function hang(panorama: Image, picture: Image, direction: Direction): (label: Label) => Label {
  const perRadian = panorama.width / (2 * Math.PI), radians = Math.PI / 180;
  const yaw = direction.yaw * radians,
    sin = Math.sin(direction.pitch * radians),
    cos = Math.cos(direction.pitch * radians);
  const toPanorama = (x: number, y: number) => {
    const right = x - picture.width / 2, up = picture.height / 2 - y, ahead = perRadian;
    const length = Math.hypot(right, up, ahead);
    const height = (up * cos + ahead * sin) / length, depth = (ahead * cos - up * sin) / length;
    return {
      x: (Math.atan2(right / length, depth) + yaw) * perRadian + panorama.width / 2,
      y: (Math.PI / 2 - Math.asin(height)) * perRadian,
    };
  };
  const place = (label: Label): Label => {
    const steps = Array.from({ length: 9 }, (_, index) => index / 8);
    const points = steps.flatMap((share) => {
      const x = label.left + share * label.width, y = label.top + share * label.height;
      return [
        toPanorama(x, label.top),
        toPanorama(x, label.top + label.height),
        toPanorama(label.left, y),
        toPanorama(label.left + label.width, y),
      ];
    });
    const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
    const left = Math.min(...xs), top = Math.min(...ys);
    return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
  };
  const all = place({ left: 0, top: 0, width: picture.width, height: picture.height });
  for (let y = Math.max(0, Math.floor(all.top)); y < Math.min(panorama.height, all.top + all.height); y++) {
    for (let x = Math.floor(all.left); x < all.left + all.width; x++) {
      const longitude = (x + 0.5 - panorama.width / 2) / perRadian - yaw,
        latitude = Math.PI / 2 - (y + 0.5) / perRadian;
      const right = Math.cos(latitude) * Math.sin(longitude), height = Math.sin(latitude);
      const depth = Math.cos(latitude) * Math.cos(longitude);
      const ahead = height * sin + depth * cos;
      if (ahead <= 0) continue;
      const u = right / ahead * perRadian + picture.width / 2;
      const v = picture.height / 2 - (height * cos - depth * sin) / ahead * perRadian;
      const to = (y * panorama.width + ((x % panorama.width) + panorama.width) % panorama.width) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value = sample(picture, u - 0.5, v - 0.5, channel);
        if (value !== undefined) panorama.data[to + channel] = value;
      }
    }
  }
  return place;
}

/** Between four pixels; undefined outside. */
function sample({ data, width, height }: Image, u: number, v: number, channel: number): number | undefined {
  const x = Math.floor(u), y = Math.floor(v), across = u - x, down = v - y;
  if (x < 0 || y < 0 || x + 1 >= width || y + 1 >= height) return undefined;
  const at = (column: number, row: number) => data[(row * width + column) * 3 + channel] ?? 0;
  return (at(x, y) * (1 - across) + at(x + 1, y) * across) * (1 - down) +
    (at(x, y + 1) * (1 - across) + at(x + 1, y + 1) * across) * down;
}
