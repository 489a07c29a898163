/**
 * Makes the base map that the server comes with: land and borders from Natural Earth (public domain), by way of the
 * world-atlas package, simplified and rounded. Run it when the data should change: `deno run -A scripts/build_base_map.ts`
 */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";
import { cutAtAntimeridian, type Polygon } from "./base_map/antimeridian.ts";
import { PROJECT } from "./project.ts";

/** Triangles smaller than this are left out (Visvalingam); square degrees, 0.004 being about 7 × 7 km. */
const LEAST_AREA = 0.004;
/** Digits behind the point: 0.01° are 1.1 km, finer than the scale of the source (1:50 million). */
const DIGITS = 2;
/** Distance of the lines of the graticule, in degrees. */
const GRATICULE_STEP = 15;

const target = resolve(PROJECT, "src/features/web/static/base_map");

// deno-lint-ignore no-explicit-any -- TopoJSON; the package has no types
function readTopology(name: string): any {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`);
  return simplify(presimplify(JSON.parse(Deno.readTextFileSync(path))), LEAST_AREA);
}

function round(value: unknown): unknown {
  return Array.isArray(value) ? value.map(round) : Number(Number(value).toFixed(DIGITS));
}

function graticule(): number[][][] {
  const steps = (from: number, to: number, by: number) =>
    Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
  // The projection of web maps ends at 85°.
  const meridians = steps(-180, 180, GRATICULE_STEP).map((lon) => [[lon, -85], [lon, 85]]);
  const parallels = steps(-75, 75, GRATICULE_STEP).map((lat) => [[-180, lat], [180, lat]]);
  return [...meridians, ...parallels];
}

// deno-lint-ignore no-explicit-any -- GeoJSON of any kind
async function write(name: string, geometry: any): Promise<void> {
  const coordinates = round(geometry.coordinates);
  const text = JSON.stringify({ type: "Feature", properties: {}, geometry: { type: geometry.type, coordinates } });
  await Deno.writeTextFile(join(target, name), text + "\n");
  console.log(`${name}: ${(text.length / 1000).toFixed(0)} kB`);
}

const land = readTopology("land-50m");
const countries = readTopology("countries-50m");
await Deno.mkdir(target, { recursive: true });
const [firstLand] = [feature(land, land.objects.land)].flatMap((found) => found.features ?? [found]);
const wholeLand = withoutEmptyRings(firstLand.geometry);
await write("land.json", { ...wholeLand, coordinates: wholeLand.coordinates.flatMap(cutAtAntimeridian) });
// What two countries share is a border; what belongs to one of them is the coast.
await write("borders.json", mesh(countries, countries.objects.countries, (a: unknown, b: unknown) => a !== b));
await write("graticule.json", { type: "MultiLineString", coordinates: graticule() });

/** Islands that were simplified to nothing. */
function withoutEmptyRings(geometry: { type: string; coordinates: Polygon[] }) {
  const coordinates = geometry.coordinates
    .map((polygon) => polygon.filter((ring) => new Set(ring.map((position) => String(round(position)))).size > 2))
    .filter((polygon) => polygon.length > 0);
  return { ...geometry, coordinates };
}
