/** Reads the borders of zones from geobuf (github.com/mapbox/geobuf), as far as geo-tz uses it: polygons with a `tzid`. */
import { PbfReader } from "pbf";
import type { ZonePolygons } from "./fill_polygons.ts";

/** Numbers of geobuf's geometry types. */
const POLYGON = 4, MULTI_POLYGON = 5;
/** Decimals of the coordinates when the file names no other number. */
const USUAL_DECIMALS = 6;

interface State {
  keys: string[];
  scale: number;
  names: string[];
  zones: ZonePolygons[];
}

/** @param names of all zones; a polygon's zone is its place in this list */
export function readZonePolygons(bytes: Uint8Array, names: string[]): ZonePolygons[] {
  const state: State = { keys: [], scale: 10 ** USUAL_DECIMALS, names, zones: [] };
  new PbfReader(bytes).readFields((tag, state, pbf) => {
    if (tag === 1) state.keys.push(pbf.readString());
    else if (tag === 3) state.scale = 10 ** pbf.readVarint();
    else if (tag === 4) {
      pbf.readMessage((tag, state, pbf) => {
        if (tag === 1) readFeature(pbf, state);
      }, state);
    }
  }, state);
  return state.zones;
}

function readFeature(pbf: PbfReader, { scale, names, zones }: State): void {
  const feature: { name: string; rings: Float64Array[] } = { name: "", rings: [] };
  pbf.readMessage((tag, feature, pbf) => {
    if (tag === 1) feature.rings = readGeometry(pbf, scale);
    // Its only property is its name.
    else if (tag === 13) {
      pbf.readMessage((tag, feature, pbf) => {
        if (tag === 1) feature.name = pbf.readString();
      }, feature);
    }
  }, feature);
  const zone = names.indexOf(feature.name);
  if (zone < 0) throw new Error(`Unknown zone ${feature.name}`);
  zones.push({ zone, rings: feature.rings });
}

/** All rings; holes are recognised by how many borders a line to them crosses. */
function readGeometry(pbf: PbfReader, scale: number): Float64Array[] {
  const geometry: { type: number; lengths: number[]; rings: Float64Array[] } = { type: 0, lengths: [], rings: [] };
  pbf.readMessage((tag, geometry, pbf) => {
    if (tag === 1) geometry.type = pbf.readVarint();
    else if (tag === 2) pbf.readPackedVarint(geometry.lengths);
    else if (tag === 3) {
      const numbers = pbf.readPackedSVarint();
      geometry.rings = cut(numbers, ringLengths(geometry, numbers.length / 2), scale);
    }
  }, geometry);
  return geometry.rings;
}

/** Points of each ring. One ring needs no lengths; several polygons give their number, then for each its rings' lengths. */
function ringLengths({ type, lengths }: { type: number; lengths: number[] }, points: number): number[] {
  if (type !== POLYGON && type !== MULTI_POLYGON) throw new Error(`Geometry type ${type}`);
  if (lengths.length === 0) return [points];
  if (type === POLYGON) return lengths;
  const all: number[] = [];
  const [polygons = 0] = lengths;
  for (let at = 1, polygon = 0; polygon < polygons; polygon++) {
    const rings = lengths[at++] ?? 0;
    all.push(...lengths.slice(at, at + rings));
    at += rings;
  }
  return all;
}

/** Each ring starts anew from 0, 0; the point that closes it is left out. */
function cut(numbers: number[], lengths: number[], scale: number): Float64Array[] {
  let at = 0;
  return lengths.map((points) => {
    const ring = new Float64Array(points * 2);
    let x = 0, y = 0;
    for (let point = 0; point < points; point++) {
      x += numbers[at++] ?? NaN;
      y += numbers[at++] ?? NaN;
      ring[point * 2] = x / scale;
      ring[point * 2 + 1] = y / scale;
    }
    return ring;
  });
}
