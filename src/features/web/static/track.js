/** Where somebody was at a time, by a track; and how the clock of a camera differs from that of the track. */

const QUARTER = 15 * 60_000;
/** Milliseconds. Tracks end a little before or after the first and the last picture. */
const GRACE = 30_000;
/** Milliseconds without a point after which nobody knows where somebody was. */
const LONGEST_GAP = 10 * 60_000;

/**
 * The place at a time, straight between the points before and after it.
 * @returns `[longitude, latitude]` in degrees; undefined when the track does not tell
 */
export function placeAt({ times, latitudes, longitudes }, time) {
  const last = times.length - 1;
  if (!(time >= times[0] - GRACE && time <= times[last] + GRACE)) return undefined;
  const after = firstAfter(times, time);
  if (after === 0) return [longitudes[0], latitudes[0]];
  if (after > last) return [longitudes[last], latitudes[last]];
  const before = after - 1, gap = times[after] - times[before];
  if (gap > LONGEST_GAP) return undefined;
  const part = (time - times[before]) / gap;
  // The short way around, where a track crosses the antimeridian.
  const turn = (longitudes[after] - longitudes[before] + 540) % 360 - 180;
  const longitude = longitudes[before] + part * turn;
  return [(longitude + 540) % 360 - 180, latitudes[before] + part * (latitudes[after] - latitudes[before])];
}

/** The number of the first time that is later. */
function firstAfter(times, time) {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What to add to the camera's clock to get UTC.
 *
 * Pictures that have the time of satellites, too, tell; then the offset that cameras write. A camera that writes none shows
 * local time: that of this browser if all pictures then fall on the track, else of any zone where they do. If there is
 * none, the clock is wrong: the first and the last picture are laid on the start and the end of the track.
 * @param pictures in any order, as `readPicture()` gives them; those without a clock do not count
 * @param browserShift gives what this browser's zone adds to a clock
 * @returns milliseconds
 */
export function findShift(track, pictures, browserShift = (clock) => new Date(clock).getTimezoneOffset() * 60_000) {
  const known = pictures.filter(({ clock, utc }) => clock !== undefined && utc !== undefined);
  if (known.length > 0) return median(known.map(({ clock, utc }) => utc - clock));
  const clocked = pictures.filter(({ clock }) => clock !== undefined);
  if (clocked.length === 0) return 0;
  const clocks = clocked.map(({ clock }) => clock);
  const first = clocks.reduce((a, b) => Math.min(a, b)), last = clocks.reduce((a, b) => Math.max(a, b));
  const start = track.times[0], end = track.times.at(-1);
  const fits = (shift) => first + shift >= start - GRACE && last + shift <= end + GRACE;

  const offset = clocked.find((picture) => picture.offset !== undefined)?.offset;
  const written = offset === undefined ? [] : [-offset * 60_000];
  const zones = Array.from({ length: 105 }, (_, index) => (index - 56) * QUARTER)
    .sort((a, b) => Math.abs(a - browserShift(first)) - Math.abs(b - browserShift(first)));
  const laid = Math.round((start - first + end - last) / 2);
  return [...written, browserShift(first), ...zones].find(fits) ?? laid;
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}

/** `+02:00`, or `+02:00:13`: what a camera's clock is ahead of UTC. @param shift milliseconds to add to it */
export function offsetText(shift) {
  const seconds = Math.round(Math.abs(shift) / 1000);
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  const text = `${two(seconds / 3600)}:${two(seconds / 60 % 60)}`;
  return `${shift > 0 ? "-" : "+"}${text}${seconds % 60 ? `:${two(seconds % 60)}` : ""}`;
}

/** Minutes east of UTC of the zone that a clock shows which is a bit wrong. */
export function zoneOf(shift) {
  const minutes = -Math.round(shift / QUARTER) * 15;
  return Math.abs(minutes) <= 14 * 60 ? minutes : 0;
}

/** ISO 8601, as a clock in a zone shows it. @param minutes east of UTC */
export function isoTime(instant, minutes) {
  const wall = new Date(instant + minutes * 60_000).toISOString().slice(0, -1);
  const two = (number) => String(number).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
