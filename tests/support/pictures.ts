/** Real JPEG files for the tests: detailed pixels from a seeded generator, with EXIF and GPano metadata as cameras write them. */
import sharp, { type Exif, type ExifDir } from "sharp";
import type { ListOf } from "./present.ts";

/** What to make; whatever is left out is missing from the file. */
export interface PictureOptions {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** Pictures of different seeds have different pixels, hence different MD5 sums. */
  seed?: number;
  /** WGS 84 degrees; written when latitude is given too. */
  longitude?: number;
  /** WGS 84 degrees; written when longitude is given too. */
  latitude?: number;
  /** Moment of capture. Milliseconds are written as SubSecTimeOriginal, when not zero. */
  time?: Date;
  /** Zone of the written time, as EXIF has it; `+00:00` when left out. */
  offset?: string;
  /** GPSImgDirection, degrees from true north. */
  heading?: number;
  make?: string;
  model?: string;
  /** Writes GPano XMP. */
  projection?: "equirectangular";
  /** EXIF orientation, 1 to 8. The pixels are not turned. */
  orientation?: number;
  /** JPEG quality, 80 when left out. */
  quality?: number;
}

/** Makes one JPEG file. */
export async function makePicture(options: PictureOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = options;
  const image = sharp(paint(width, height, options.seed ?? 0), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: options.quality ?? 80 })
    .withExif(exif(options));
  if (options.orientation) image.withMetadata({ orientation: options.orientation });
  if (options.projection) image.withXmp(panoramaXmp(options.projection, width, height));
  return new Uint8Array(await image.toBuffer());
}

/** A walk: what its pictures share, and how they differ. */
export interface WalkOptions extends Partial<PictureOptions> {
  /** Metres between two pictures; 5 when left out. */
  step?: number;
  /** Seconds between two pictures; 2 when left out. */
  interval?: number;
}

/** Where a walk starts when the test does not say. */
const START = { longitude: 2.3522, latitude: 48.8566, time: new Date("2024-05-01T10:00:00Z") };
const METRES_PER_DEGREE_OF_LATITUDE = 111_320;

/** The options of `count` pictures of a walk towards the north, in the order of capture. */
export function walk<Count extends number>(count: Count, options: WalkOptions = {}): ListOf<PictureOptions, Count> {
  const { step = 5, interval = 2, ...shared } = options;
  const start = { ...START, ...shared };
  const pictures = Array.from({ length: count }, (_, index) => ({
    width: 640,
    height: 320,
    ...start,
    latitude: start.latitude + index * step / METRES_PER_DEGREE_OF_LATITUDE,
    time: new Date(start.time.getTime() + index * interval * 1000),
    seed: (shared.seed ?? 0) + index,
  }));
  // As many as were asked for.
  return pictures as PictureOptions[] as ListOf<PictureOptions, Count>;
}

/**
 * Writes a walk as `001.jpg`, `002.jpg`, … into a folder, which is made when missing.
 * @returns the paths of the files, in the order of capture
 */
export async function writePictures<Count extends number>(
  folder: string,
  count: Count,
  options: WalkOptions = {},
): Promise<ListOf<string, Count>> {
  await Deno.mkdir(folder, { recursive: true });
  const paths = await Promise.all(
    walk<number>(count, options).map(async (picture, index) => {
      const path = `${folder}/${String(index + 1).padStart(3, "0")}.jpg`;
      await Deno.writeFile(path, await makePicture(picture));
      return path;
    }),
  );
  // One for each picture.
  return paths as string[] as ListOf<string, Count>;
}

/** RGB pixels: waves of colour under fine noise, so that JPEG has something to keep and resizing something to lose. */
function paint(width: number, height: number, seed: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  const phase = seed * 0.7;
  const across = Array.from({ length: width }, (_, x) => 60 * Math.sin(x * 14 / width + phase));
  let noise = (seed + 1) * 0x9e3779b9 >>> 0;
  for (let y = 0, at = 0; y < height; y++) {
    const down = 60 * Math.cos(y * 9 / height - phase);
    const light = 128 + 50 * (y / height - 0.5);
    for (const wave of across) {
      noise = Math.imul(noise, 1664525) + 1013904223 >>> 0;
      const grain = (noise >>> 28) - 8;
      pixels[at++] = light + wave + grain;
      pixels[at++] = light + down + grain;
      pixels[at++] = light + (wave - down) / 2 + grain;
    }
  }
  return pixels;
}

/** IFD0: image, IFD2: Exif, IFD3: GPS, in sharp's numbering. */
function exif(options: PictureOptions): Exif {
  const { make, model, time, offset = "+00:00", longitude, latitude, heading } = options;
  const image: ExifDir = {};
  const photo: ExifDir = {};
  const gps: ExifDir = {};
  if (make !== undefined) image.Make = make;
  if (model !== undefined) image.Model = model;
  if (time) {
    const local = new Date(time.getTime() + offsetMinutes(offset) * 60_000).toISOString();
    photo.DateTimeOriginal = local.slice(0, 19).replaceAll("-", ":").replace("T", " ");
    photo.OffsetTimeOriginal = offset;
    if (time.getMilliseconds() !== 0) photo.SubSecTimeOriginal = local.slice(20, 23);
  }
  if (longitude !== undefined && latitude !== undefined) {
    gps.GPSLatitudeRef = latitude < 0 ? "S" : "N";
    gps.GPSLatitude = degreesMinutesSeconds(latitude);
    gps.GPSLongitudeRef = longitude < 0 ? "W" : "E";
    gps.GPSLongitude = degreesMinutesSeconds(longitude);
  }
  if (heading !== undefined) {
    gps.GPSImgDirectionRef = "T";
    gps.GPSImgDirection = `${Math.round(heading * 100)}/100`;
  }
  return { IFD0: image, IFD2: photo, IFD3: gps };
}

function offsetMinutes(offset: string): number {
  const [hours, minutes] = offset.slice(1).split(":");
  return (offset.startsWith("-") ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function degreesMinutesSeconds(degrees: number): string {
  const tenThousandthsOfSecond = Math.round(Math.abs(degrees) * 3600 * 10_000);
  const minutes = Math.floor(tenThousandthsOfSecond / 600_000);
  return `${Math.floor(minutes / 60)}/1 ${minutes % 60}/1 ${tenThousandthsOfSecond % 600_000}/10000`;
}

function panoramaXmp(projection: string, width: number, height: number): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"
 GPano:ProjectionType="${projection}" GPano:UsePanoramaViewer="True"
 GPano:FullPanoWidthPixels="${width}" GPano:FullPanoHeightPixels="${height}"
 GPano:CroppedAreaImageWidthPixels="${width}" GPano:CroppedAreaImageHeightPixels="${height}"
 GPano:CroppedAreaLeftPixels="0" GPano:CroppedAreaTopPixels="0"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}
