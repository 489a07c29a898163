/** Positions as items show them: WGS 84 degrees with 9 decimals, a tenth of a millimetre. */

/** A point of GeoJSON, in degrees (WGS 84). */
export interface Point {
  type: "Point";
  coordinates: [longitude: number, latitude: number];
}

/** The position as GeoJSON. */
export function pointJson(longitude: number, latitude: number): Point {
  return { type: "Point", coordinates: [round(longitude), round(latitude)] };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e9) / 1e9;
}
