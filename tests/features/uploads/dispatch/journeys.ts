/** Journeys as people make them, for property tests: stops, turns, gaps, bursts, two cameras at once, missing sub-seconds. */
import * as fc from "fast-check";
import { METRE } from "./pictures.ts";

/** A picture of a journey, as its file describes it. */
export interface JourneyPicture {
  fileName: string;
  camera: string;
  /** Seconds since the start. */
  time: number;
  gpsTime: number | null;
  cameraTime: number | null;
  longitude: number;
  latitude: number;
  heading: number | null;
}

const leg = fc.record({
  kind: fc.constantFrom("drive", "stop", "burst", "gap", "turn"),
  count: fc.integer({ min: 1, max: 5 }),
  heading: fc.constantFrom(null, 0, 90, 180, 270),
});

/** Pictures in the order of capture; their files are named by it. */
export const journeys: fc.Arbitrary<JourneyPicture[]> = fc.record({
  legs: fc.array(leg, { minLength: 1, maxLength: 5 }),
  hasTwoCameras: fc.boolean(),
  /** Whole seconds only, so that pictures of a burst have one time. */
  isCoarse: fc.boolean(),
  hasGps: fc.boolean(),
}).map(({ legs, hasTwoCameras, isCoarse, hasGps }) => {
  const pictures: JourneyPicture[] = [];
  let time = 0, metres = 0, direction = 1;
  for (const { kind, count, heading } of legs) {
    if (kind === "gap") time += 400;
    if (kind === "turn") direction = -direction;
    for (let i = 0; i < count; i++) {
      time += kind === "burst" ? 0.25 : kind === "stop" ? 70 : 2;
      // Steps of less than the limit of duplicates, so that chains of alike pictures occur.
      metres += direction * (kind === "stop" ? 0.4 * (i % 3) : kind === "burst" ? 0.7 : 6);
      for (const camera of hasTwoCameras ? ["A", "B"] : ["A"]) {
        const shown = isCoarse ? Math.floor(time) : time;
        pictures.push({
          fileName: `${camera}_${pictures.length + 1}.jpg`,
          camera,
          time: shown,
          gpsTime: hasGps ? Math.floor(time) : null,
          cameraTime: shown,
          longitude: 2.35,
          latitude: 48.85 + metres * METRE,
          heading,
        });
      }
    }
  }
  return pictures;
});
