/** Facts on cameras that pictures do not give themselves. The data, their source and licence are in `cameras.json`. */
import data from "./cameras.json" with { type: "json" };

/** A known camera. */
export interface Camera {
  make: string;
  model: string;
  /** In millimetres. */
  sensorWidth?: number;
  /** True for cameras that see all around. */
  is360: boolean;
  /** Of the receiver in the camera, in metres. */
  gpsAccuracy?: number;
  /** In millimetres, for cameras with one lens. */
  focalLength?: number;
  /** Horizontal, in degrees. */
  fieldOfView?: number;
}

/**
 * Finds a camera. Names in pictures are longer than in the table (`OLYMPUS IMAGING CORP.`, `EOS 6D Mark II`): the make must
 * hold a known make and the model must start with a known model of it. Of several that fit the longest is taken.
 */
export function findCamera(make: string | null, model: string | null): Camera | undefined {
  if (!make || !model) return undefined;
  makes ??= readTable();
  const wantedMake = make.toLowerCase(), wantedModel = model.toLowerCase();
  for (const [known, cameras] of makes) {
    if (!wantedMake.includes(known)) continue;
    const found = cameras.find((camera) => wantedModel.startsWith(camera.model.toLowerCase()));
    if (found) return found;
  }
  return undefined;
}

/** Cameras by make in lower case; makes and models from the longest name to the shortest. Read when first needed. */
let makes: [string, Camera[]][] | undefined;

function readTable(): [string, Camera[]][] {
  const cameras = data.cameras.map((row): Camera => {
    const [make = "", model = "", sensorWidth, is360, gpsAccuracy, focalLength, fieldOfView] = row.split(";");
    return {
      make,
      model,
      sensorWidth: number(sensorWidth),
      is360: is360 === "1",
      gpsAccuracy: number(gpsAccuracy),
      focalLength: number(focalLength),
      fieldOfView: number(fieldOfView),
    };
  });
  cameras.sort((a, b) => b.model.length - a.model.length);
  const byMake = Map.groupBy(cameras, (camera) => camera.make.toLowerCase());
  return [...byMake].sort(([a], [b]) => b.length - a.length);
}

function number(text: string | undefined): number | undefined {
  return text ? Number(text) : undefined;
}
