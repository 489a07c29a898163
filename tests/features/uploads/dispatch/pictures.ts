import type { DispatchPicture } from "../../../../src/features/uploads/dispatch/plan.ts";

/** Degrees of latitude that a metre spans, about. */
export const METRE = 1 / 111_195;

/** A picture in Brest, changed as the test needs it. */
export function picture(id: string, changes: Partial<DispatchPicture> = {}): DispatchPicture {
  return {
    id,
    fileName: `${id}.jpg`,
    time: 0,
    longitude: -4.486,
    latitude: 48.39,
    heading: 0,
    gpsTime: null,
    cameraTime: null,
    camera: "",
    sequenceId: null,
    isGone: false,
    ...changes,
  };
}

/** The ids of pictures, in their order. */
export function ids(pictures: DispatchPicture[]): string[] {
  return pictures.map(({ id }) => id);
}
