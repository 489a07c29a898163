/** Tracks on the upload page: what is read of GPX files, where somebody was, and how wrong a camera's clock is. */
import assert from "node:assert/strict";
// The scripts of the page itself; they have no types.
const STATIC = new URL("../../../src/features/web/static/", import.meta.url);
// deno-lint-ignore no-explicit-any
const { readTracks }: any = await import(new URL("gpx_reader.js", STATIC).href);
// deno-lint-ignore no-explicit-any
const { findShift, isoTime, offsetText, placeAt, zoneOf }: any = await import(new URL("track.js", STATIC).href);

const START = Date.UTC(2024, 4, 1, 10);
const MINUTE = 60_000, HOUR = 60 * MINUTE;

function gpx(points: string): File {
  const head = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>';
  return new File([`${head}${points}</trkseg></trk></gpx>`], "track.gpx");
}

const point = (lat: string, lon: string, time: string) => `<trkpt lat="${lat}" lon="${lon}">${time}</trkpt>`;

/** A track towards the north, with a point each minute. */
function trackOf(minutes: number) {
  const numbers = Array.from({ length: minutes + 1 }, (_, index) => index);
  return {
    times: Float64Array.from(numbers, (index) => START + index * MINUTE),
    latitudes: Float64Array.from(numbers, (index) => 48 + index / 1000),
    longitudes: Float64Array.from(numbers, () => 2),
  };
}

Deno.test("points are read in the order of time, from several files, however they are written", async () => {
  const track = await readTracks([
    gpx(point("48.2", "2.2", "<ele>3</ele><time>2024-05-01T10:02:00Z</time>")),
    gpx(`<gpx:trkpt lon='-2.1' lat='48.1'><gpx:time>2024-05-01T12:01:00+02:00</gpx:time></gpx:trkpt>
      <trkpt lat="1" lon="1"></trkpt><trkpt lat="91" lon="1"><time>2024-05-01T10:00:00Z</time></trkpt>
      <trkpt lat="48" lon="2"><time>2024-05-01T10:00:00</time></trkpt>`),
  ]);
  assert.deepEqual([...track.times], [START, START + MINUTE, START + 2 * MINUTE]);
  assert.deepEqual([...track.latitudes], [48, 48.1, 48.2]);
  assert.deepEqual([...track.longitudes], [2, -2.1, 2.2]);
});

Deno.test("tracks without times, and those that are too large, are refused", async () => {
  await assert.rejects(readTracks([gpx(point("48", "2", ""))]), { reason: "no points" });
  await assert.rejects(readTracks([gpx("<trkpt lat='48' lon='2'>".repeat(3000))]), { reason: "no points" });
  await assert.rejects(readTracks([new File([new Uint8Array(65 * 1024 * 1024)], "a.gpx")]), { reason: "too large" });
  const many = gpx(point("48", "2", "<time>2024-05-01T10:00:00Z</time>").repeat(500_001));
  await assert.rejects(readTracks([many]), { reason: "too large" });
});

Deno.test("places are between the points, and nowhere when nobody knows", () => {
  const track = trackOf(10);
  assert.deepEqual(placeAt(track, START), [2, 48]);
  const [longitude, latitude] = placeAt(track, START + 1.5 * MINUTE);
  assert.ok(Math.abs(longitude - 2) < 1e-9 && Math.abs(latitude - 48.0015) < 1e-9);
  assert.deepEqual(placeAt(track, START - 20_000), [2, 48]);
  assert.equal(placeAt(track, START - 40_000), undefined);
  assert.equal(placeAt(track, START + 11 * MINUTE), undefined);
  assert.equal(placeAt(track, NaN), undefined);
  const paused = { ...track, times: track.times.map((time, index) => index > 4 ? time + HOUR : time) };
  assert.equal(placeAt(paused, START + 30 * MINUTE), undefined);
  const across = {
    times: Float64Array.of(START, START + MINUTE),
    latitudes: Float64Array.of(0, 0),
    longitudes: Float64Array.of(179.9, -179.9),
  };
  assert.ok(Math.abs(Math.abs(placeAt(across, START + MINUTE / 2)[0]) - 180) < 1e-9);
});

Deno.test("the offset of a clock is what satellites, cameras and time zones say, else where the track begins and ends", () => {
  const track = trackOf(30);
  const inParis = () => -2 * HOUR;
  const pictures = (ahead: number, more = {}) =>
    [0, 10, 30].map((minute) => ({ clock: START + minute * MINUTE + ahead, ...more }));
  // The picture with the time of satellites decides, though the zone would fit.
  const satellites = { clock: START + 2 * HOUR + 90_000, utc: START };
  assert.equal(findShift(track, [...pictures(2 * HOUR), satellites], inParis), -2 * HOUR - 90_000);
  assert.equal(findShift(track, pictures(HOUR, { offset: 60 }), inParis), -HOUR);
  assert.equal(findShift(track, pictures(2 * HOUR), inParis), -2 * HOUR);
  // A camera that was left in the zone of India.
  assert.equal(findShift(track, pictures(5.5 * HOUR), inParis), -5.5 * HOUR);
  // One whose clock is wrong, and one that was never set.
  assert.equal(findShift(track, pictures(HOUR + 433_000, { offset: 120 }), inParis), -HOUR - 433_000);
  assert.equal(findShift(track, pictures(-3000 * 24 * HOUR), inParis), 3000 * 24 * HOUR);
  assert.equal(findShift(track, [{ clock: undefined }], inParis), 0);
});

Deno.test("offsets and times are written as people and ISO 8601 write them", () => {
  assert.equal(offsetText(-2 * HOUR), "+02:00");
  assert.equal(offsetText(3.5 * HOUR), "-03:30");
  assert.equal(offsetText(-HOUR - 433_000), "+01:07:13");
  assert.equal(offsetText(0), "+00:00");
  assert.equal(zoneOf(-HOUR - 433_000), 60);
  assert.equal(zoneOf(3000 * 24 * HOUR), 0);
  assert.equal(isoTime(START + 250, 120), "2024-05-01T12:00:00.250+02:00");
  assert.equal(isoTime(START, -210), "2024-05-01T06:30:00.000-03:30");
});
