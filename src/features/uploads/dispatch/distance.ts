/** Mean radius of the Earth in metres (IUGG), the one geovisio uses for dispatch. */
const EARTH_RADIUS = 6_371_000;

interface Position {
  /** Degrees, WGS 84. */
  longitude: number;
  latitude: number;
}

/** Great-circle distance in metres, by the haversine formula. */
export function haversine(a: Position, b: Position): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const h = half(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Degrees of latitude that so many metres span; of longitude at the given latitude, more. */
export function degreesSpanned(metres: number, latitude: number): { longitude: number; latitude: number } {
  const spanned = metres / EARTH_RADIUS * 180 / Math.PI;
  const shrink = Math.cos(radians(Math.min(Math.abs(latitude) + spanned, 90)));
  return { latitude: spanned, longitude: shrink > 1e-9 ? Math.min(spanned / shrink, 360) : 360 };
}

function radians(degrees: number): number {
  return degrees * Math.PI / 180;
}
