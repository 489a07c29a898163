/** Looks for faces and plates in a picture of any size. */
import type { Rectangle } from "../imaging/codec/mod.ts";
import type { Picture } from "./decode.ts";
import { findFaces } from "./faces.ts";
import { acrossSeam, areaOf, type Found, grown, type Part, scaledBox, withoutRepeats } from "./parts.ts";
import { freePixels, type Pixels, scaledPart } from "./pixels.ts";
import { findPlates } from "./plate_model.ts";
import type { Model } from "./runtime.ts";
import { findText } from "./text.ts";
import { findVehicles } from "./vehicles.ts";

/** Opened models. */
export interface Models {
  faces: Model;
  vehicles: Model;
  text: Model;
  /** The operator's own. */
  plates?: Model;
}

/** How thoroughly to look for faces and plates. */
export interface DetectOptions {
  /** A 360° picture: the right edge continues at the left one. */
  isEquirectangular: boolean;
  /** Below it, nothing counts as a face; 0 to 1. */
  faceConfidence: number;
  /** Pictures are made smaller by this; 0 to 1. */
  scale: number;
}

/** Longer sides are scaled down to this: bounds time and memory, and faces are larger in larger pictures. */
const LONGEST_FLAT = 4096, LONGEST_EQUIRECTANGULAR = 12_288;
/** Large faces do not fit into tiles: they are looked for in a small picture. */
const COARSE_FLAT = 960, COARSE_EQUIRECTANGULAR = 1440;
/** Widths of flat pictures in which vehicles are looked for: far and near ones. */
const VEHICLE_WIDTHS = [900, 420];
/** Pixels in the small picture: smaller faces are the business of tiles, and what seems to be one is mostly none. */
const LEAST_COARSE = 12;
/** Of a 360° picture, vehicles are looked for at a third of its size, below 5° above the horizon. */
const VEHICLE_SHARE = 1 / 3, ABOVE_VEHICLES = 0.44;
/** Pixels: smaller vehicles show no plate that could be read. */
const LEAST_VEHICLE = 90;
/** Of a large vehicle, this many pixels are enough to find its plate. */
const LARGEST_VEHICLE = 800;
const LEAST_PLATE_WIDTH = 20;
const VEHICLE_MARGIN = 8;
const SAME_FACE = 0.3, SAME_PLATE = 0.5;
const FACE_MARGIN = 0.15, PLATE_MARGIN = 0.1;

/** Finds what has to be blurred, with margins. */
export async function detectParts(picture: Picture, models: Models, options: DetectOptions): Promise<Part[]> {
  const { upright } = picture;
  // Other shapes are parts of a sphere, of which nobody says where the horizon is.
  const isWhole = options.isEquirectangular && Math.abs(upright.width - 2 * upright.height) <= 2;
  // Within 45° of the horizon, the projection hardly changes shapes.
  const part = isWhole
    ? { left: 0, top: Math.round(upright.height / 4), width: upright.width, height: Math.round(upright.height / 2) }
    : { left: 0, top: 0, ...upright };
  const longest = isWhole ? LONGEST_EQUIRECTANGULAR : LONGEST_FLAT;
  const factor = Math.min(1, longest / Math.max(upright.width, upright.height)) * options.scale;
  const pixels = await picture.decode({ part, ...scaledSize(part, factor) });
  const faces = [
    ...(await findFaces(models.faces, pixels, options.faceConfidence, isWhole)).map((box) =>
      scaledBox(box, 1 / factor, part)
    ),
    ...await coarseFaces(picture, models, options.faceConfidence, isWhole),
  ];
  const plates = models.plates
    ? await findPlates(models.plates, pixels, isWhole)
    : await platesOfVehicles(pixels, models, isWhole);
  freePixels(pixels);
  const found = [
    ...withoutRepeats(faces, SAME_FACE).map((box) => ({ kind: "face" as const, box: grown(box, FACE_MARGIN) })),
    ...withoutRepeats(plates, SAME_PLATE).map((box) => ({
      kind: "plate" as const,
      box: grown(scaledBox(box, 1 / factor, part), PLATE_MARGIN),
    })),
  ];
  return found.flatMap(({ kind, box }) =>
    (isWhole ? acrossSeam(box, upright.width) : [box]).map((one) => ({
      kind,
      ...rounded(one),
      confidence: Math.round(one.confidence * 1000) / 1000,
    }))
  );
}

async function coarseFaces(picture: Picture, models: Models, least: number, isWhole: boolean): Promise<Found[]> {
  const { upright } = picture;
  const longest = isWhole ? COARSE_EQUIRECTANGULAR : COARSE_FLAT;
  const factor = longest / Math.max(upright.width, upright.height);
  if (factor >= 1) return [];
  const pixels = await picture.decode({ part: { left: 0, top: 0, ...upright }, ...scaledSize(upright, factor) });
  const faces = await findFaces(models.faces, pixels, least, isWhole);
  freePixels(pixels);
  return faces.filter(({ top, bottom }) => bottom - top >= LEAST_COARSE)
    .map((box) => scaledBox(box, 1 / factor));
}

/** Text in vehicles: plates, and whatever else is written there. */
async function platesOfVehicles(pixels: Pixels, models: Models, isWhole: boolean): Promise<Found[]> {
  const top = isWhole ? Math.round(pixels.height * ABOVE_VEHICLES) : 0;
  const part = { left: 0, top, width: pixels.width, height: pixels.height - top };
  const longest = Math.max(pixels.width, pixels.height);
  const factors = isWhole ? [VEHICLE_SHARE] : VEHICLE_WIDTHS.map((width) => Math.min(1, width / longest));
  const vehicles: Found[] = [];
  for (const factor of new Set(factors)) {
    const found = await findVehicles(models.vehicles, scaledPart(pixels, part, scaledSize(part, factor)));
    vehicles.push(...found.map((box) => scaledBox(box, 1 / factor, part)));
  }
  const large = withoutRepeats(vehicles, SAME_PLATE).filter(({ left, right }) => right - left >= LEAST_VEHICLE);
  const plates: Found[] = [];
  for (const region of regionsOf(large, pixels)) {
    const factor = Math.min(1, LARGEST_VEHICLE / Math.max(region.width, region.height));
    const size = scaledSize(region, factor);
    const texts = factor === 1
      ? await findText(models.text, pixels, region)
      : (await findText(models.text, scaledPart(pixels, region, size), { left: 0, top: 0, ...size }))
        .map((box) => scaledBox(box, 1 / factor, region));
    plates.push(...texts.filter((box) => {
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      return box.right - box.left >= LEAST_PLATE_WIDTH &&
        large.some(({ left, top, right, bottom }) => left < x && x < right && top < y && y < bottom);
    }));
  }
  return plates;
}

/** Rectangles around vehicles; those that overlap much become one. */
function regionsOf(vehicles: Found[], { width, height }: Pixels): Rectangle[] {
  const merged: Found[] = [];
  for (const vehicle of vehicles) {
    let box = vehicle;
    for (let index = 0; index < merged.length;) {
      const other = merged[index];
      const union = other && {
        left: Math.min(box.left, other.left),
        top: Math.min(box.top, other.top),
        right: Math.max(box.right, other.right),
        bottom: Math.max(box.bottom, other.bottom),
        confidence: 1,
      };
      if (!union || areaOf(union) > 1.1 * (areaOf(box) + areaOf(other))) index++;
      else {
        merged.splice(index, 1);
        box = union;
        index = 0;
      }
    }
    merged.push(box);
  }
  return merged.flatMap((box) => {
    const left = Math.max(0, Math.floor(box.left) - VEHICLE_MARGIN),
      top = Math.max(0, Math.floor(box.top) - VEHICLE_MARGIN);
    const right = Math.min(width, Math.ceil(box.right) + VEHICLE_MARGIN);
    const bottom = Math.min(height, Math.ceil(box.bottom) + VEHICLE_MARGIN);
    return right > left && bottom > top ? [{ left, top, width: right - left, height: bottom - top }] : [];
  });
}

function scaledSize({ width, height }: { width: number; height: number }, factor: number) {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

function rounded({ left, top, right, bottom }: Found) {
  const x = Math.floor(left), y = Math.floor(top);
  return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
}
