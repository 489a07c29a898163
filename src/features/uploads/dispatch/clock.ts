/**
 * One clock for all pictures of a camera. A picture's capture time comes from GPS where the file has it, else from the camera's
 * own clock, which may be off. A camera that loses GPS on the way would have pictures on two clocks, and they would be
 * sorted and split wrongly.
 */

/** When a picture was taken, by each clock that its file quotes. */
export interface ClockReadings {
  /** Capture time as published: seconds since 1970, with microseconds. Dispatch sorts and splits by it. */
  time: number;
  /** Seconds since 1970 by GPS, often whole ones; null when unknown. */
  gpsTime: number | null;
  /** Seconds since 1970 by the camera's clock; null when unknown. */
  cameraTime: number | null;
  /** Make, model and serial number as one text; pictures without any count as of one camera. */
  camera: string;
}

/** Seconds; times that differ by less are the same reading. */
const SAME_READING = 0.001;

/** The pictures with their times on one clock a camera; those whose times are on one clock already stay as they are. */
export function alignClocks<Picture extends ClockReadings>(pictures: Picture[]): Picture[] {
  const cameras = new Map<string, Picture[]>();
  for (const picture of pictures) {
    const alike = cameras.get(picture.camera);
    if (alike) alike.push(picture);
    else cameras.set(picture.camera, [picture]);
  }
  return [...cameras.values()].flatMap(alignCamera);
}

function alignCamera<Picture extends ClockReadings>(pictures: Picture[]): Picture[] {
  const clocks = new Set(pictures.map(clockOf).filter((clock) => clock !== null));
  if (clocks.size < 2) return pictures;
  const correction = median(
    pictures.flatMap(({ gpsTime, cameraTime }) =>
      gpsTime === null || cameraTime === null ? [] : [gpsTime - cameraTime]
    ),
  );
  if (correction === undefined) return pictures;
  return pictures.map((picture) =>
    picture.cameraTime === null || clockOf(picture) === null
      ? picture
      : { ...picture, time: picture.cameraTime + correction }
  );
}

/** Which clock the capture time comes from; null for a time that a person set, and where both clocks agree. */
function clockOf({ time, gpsTime, cameraTime }: ClockReadings): "gps" | "camera" | null {
  const isGps = gpsTime !== null && Math.abs(time - gpsTime) < SAME_READING;
  const isCamera = cameraTime !== null && Math.abs(time - cameraTime) < SAME_READING;
  if (isGps === isCamera) return null;
  return isGps ? "gps" : "camera";
}

function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
