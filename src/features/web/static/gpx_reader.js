/** Reads the points of GPX files (GPX 1.1, topografix.com/GPX/1/1) that have a time. Runs in the thread of the upload page. */

/** Bytes of one file, and points of all. A day with a point each second has 86,400. */
const MOST_BYTES = 64 * 1024 * 1024, MOST_POINTS = 500_000;
/** Characters of one point, with whatever extensions its device adds. */
const LONGEST_POINT = 20_000;

/**
 * Reads tracks.
 * @returns the points of all files in the order of time, in three arrays: `times` in milliseconds, `latitudes`, `longitudes`
 * @throws Error with `reason`: `too large`, or `no points` when none has a time
 */
export async function readTracks(files) {
  const points = [];
  for (const file of files) {
    if (file.size > MOST_BYTES) throw refusal("too large");
    readPoints(await file.text(), points);
  }
  if (points.length === 0) throw refusal("no points");
  points.sort((a, b) => a.time - b.time);
  return {
    times: Float64Array.from(points, ({ time }) => time),
    latitudes: Float64Array.from(points, ({ latitude }) => latitude),
    longitudes: Float64Array.from(points, ({ longitude }) => longitude),
  };
}

function readPoints(text, points) {
  const start = /<(?:\w+:)?trkpt\s([^>]*)>/g;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const inside = text.slice(start.lastIndex, start.lastIndex + LONGEST_POINT).split(/<\/(?:\w+:)?trkpt>/, 1)[0];
    const point = { latitude: attribute(found[1], "lat"), longitude: attribute(found[1], "lon"), time: timeIn(inside) };
    if (!isWithin(point)) continue;
    if (points.length === MOST_POINTS) throw refusal("too large");
    points.push(point);
  }
}

function attribute(text, name) {
  return Number(new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']\\s*([-+.\\deE]+)`).exec(text)?.[1] ?? NaN);
}

/** The times of GPX are UTC, whether they say so or not. */
function timeIn(text) {
  const written = /<(?:\w+:)?time>\s*([^<\s]+)\s*</.exec(text)?.[1];
  if (!written) return NaN;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(written) ? written : `${written}Z`);
}

function isWithin({ latitude, longitude, time }) {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && Number.isFinite(time);
}

function refusal(reason) {
  return Object.assign(new Error(reason), { reason });
}
