/**
 * Where and when a JPEG file says it was taken, as far as its EXIF tags do (CIPA DC-008). The server reads files more
 * thoroughly, and decides: this only tells which files it would refuse.
 */

/** Bytes at the start of a file in which its EXIF tags are: a segment has 64 KiB at most, and few come before it. */
const EXIF_REACH = 72 * 1024;
/** Bytes in which XMP is looked for when the EXIF tags lack something. */
const XMP_REACH = 256 * 1024;

const TAGS = {
  exif: 0x8769,
  gps: 0x8825,
  time: 0x0132,
  timeOriginal: 0x9003,
  offsetOriginal: 0x9011,
  fractionOriginal: 0x9291,
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  gpsTime: 7,
  gpsDate: 29,
};
/** Bytes of each type of value, by its number (section 4.6.2). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8];
const MOST_ENTRIES = 500;

/**
 * Reads a file.
 * @returns `isJpeg`; `hasPosition`; `clock`, what the camera's clock showed, in milliseconds as if it were UTC; `offset`, the
 * minutes of that clock east of UTC, where the file says them; `utc`, the time of the satellites in milliseconds; `hasTime`
 */
export async function readPicture(file) {
  const bytes = new Uint8Array(await file.slice(0, EXIF_REACH).arrayBuffer());
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return { isJpeg: false };
  const found = readExif(bytes);
  found.hasTime = found.clock !== undefined || found.utc !== undefined;
  if (!found.hasPosition || !found.hasTime) {
    const text = new TextDecoder("latin1").decode(await file.slice(0, XMP_REACH).arrayBuffer());
    found.hasPosition ||= /GPSLatitude|MAPLatitude/.test(text);
    found.hasTime ||= /DateTimeOriginal|SourceImageCreateTime|GPSTimeStamp|GPSDateTime|MAPGpsTime/.test(text);
  }
  return { isJpeg: true, ...found };
}

/** What the EXIF tags in the first bytes of a file say; nothing where they are broken. */
function readExif(bytes) {
  try {
    const start = findTiff(bytes);
    return start === undefined ? { hasPosition: false } : readTiff(new DataView(bytes.buffer, start));
  } catch (error) {
    if (error instanceof RangeError) return { hasPosition: false };
    throw error;
  }
}

function findTiff(bytes) {
  const view = new DataView(bytes.buffer);
  for (let at = 2; at + 10 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    if (marker === 0xda) return undefined;
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function readTiff(view) {
  const little = view.getUint16(0) === 0x4949;
  const image = readDirectory(view, view.getUint32(4, little), little);
  const at = (tag) =>
    image.has(tag) ? readDirectory(view, view.getUint32(image.get(tag).at, little), little) : new Map();
  const photo = at(TAGS.exif), gps = at(TAGS.gps);
  const read = (directory, tag) => directory.has(tag) ? readValue(view, directory.get(tag), little) : undefined;

  const latitude = degrees(read(gps, TAGS.latitude)), longitude = degrees(read(gps, TAGS.longitude));
  const clock = readClock(read(photo, TAGS.timeOriginal) ?? read(image, TAGS.time), read(photo, TAGS.fractionOriginal));
  return {
    hasPosition: latitude !== undefined && longitude !== undefined,
    ...(latitude !== undefined && longitude !== undefined && {
      latitude: read(gps, TAGS.latitudeRef) === "S" ? -latitude : latitude,
      longitude: read(gps, TAGS.longitudeRef) === "W" ? -longitude : longitude,
    }),
    clock,
    offset: readOffset(read(photo, TAGS.offsetOriginal)),
    utc: readUtc(read(gps, TAGS.gpsDate), read(gps, TAGS.gpsTime)),
  };
}

function readDirectory(view, start, little) {
  const entries = new Map();
  const count = Math.min(view.getUint16(start, little), MOST_ENTRIES);
  for (let index = 0; index < count; index++) {
    const at = start + 2 + 12 * index;
    const type = view.getUint16(at + 2, little), length = view.getUint32(at + 4, little);
    const size = (SIZES[type] ?? 0) * length;
    entries.set(view.getUint16(at, little), { type, length, at: size > 4 ? view.getUint32(at + 8, little) : at + 8 });
  }
  return entries;
}

/** A text, or an array of fractions; undefined for what no tag above has. */
function readValue(view, { type, length, at }, little) {
  if (type === 2 && length <= 64) {
    const characters = Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index)));
    return characters.join("").replace(/\0[^]*$/, "").trim();
  }
  if (type !== 5 || length > 3) return undefined;
  return Array.from({ length }, (_, index) => {
    const place = at + 8 * index;
    return view.getUint32(place, little) / view.getUint32(place + 4, little);
  });
}

function degrees(parts) {
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [whole, minutes, seconds] = parts;
  const sum = whole + (minutes || 0) / 60 + (seconds || 0) / 3600;
  return Number.isFinite(sum) ? sum : undefined;
}

function readClock(text, fraction) {
  const parts = typeof text === "string" && /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text);
  if (!parts || parts[1] === "0000") return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  const part = /^\d+$/.test(fraction ?? "") ? Number(`0.${fraction}`) * 1000 : 0;
  return Date.UTC(year, month - 1, day, hour, minute, second) + Math.floor(part);
}

function readOffset(text) {
  const parts = typeof text === "string" && /^([+-])(\d\d):(\d\d)$/.exec(text);
  return parts ? (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : undefined;
}

function readUtc(date, time) {
  const parts = typeof date === "string" && /^(\d{4})[:-](\d\d)[:-](\d\d)$/.exec(date);
  if (!parts || !Array.isArray(time) || time.some((part) => !Number.isFinite(part))) return undefined;
  const [hour = 0, minute = 0, second = 0] = time;
  return Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), hour, minute) + Math.round(second * 1000);
}
