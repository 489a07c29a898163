/** How fast the routes answer that viewers and maps call most. */
import type { LoadGenerator } from "../load/load.ts";
import type { Measurement } from "../measurement.ts";
import type { Target } from "../targets/target.ts";
import { withCost } from "./cost.ts";
import type { Uploaded } from "./uploads.ts";

const CONNECTIONS = 8;
/** Requests before the clock starts: what is made when first asked for is made then. */
const WARM_UP = 300;

/** A route that is measured. */
export interface ReadRoute {
  name: string;
  path: string;
  /** Whether each request asks for a new address, so that nothing can come from memory. */
  isDistinct?: boolean;
}

/** Routes whose answers our server keeps in memory. */
const REMEMBERED = /collections\/:id$|limit=|items\/:id$|bbox|place_position|upload_sets/;

/** Measures each route for some seconds. */
export async function measureReads(
  target: Target,
  uploaded: Uploaded,
  generate: LoadGenerator,
  seconds: number,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const route of await readRoutes(target.url, uploaded)) {
    measurements.push({
      group: "reads",
      workload: route.name,
      ...await measureRoute(target, route, generate, seconds),
    });
  }
  return measurements;
}

async function measureRoute(
  target: Target,
  route: ReadRoute,
  generate: LoadGenerator,
  seconds: number,
): Promise<Pick<Measurement, "rate" | "cost" | "p50" | "p99" | "failure">> {
  const { address, headers, status } = await warmUp(target, route);
  if (address === undefined) return { failure: `HTTP ${status}` };
  const { result: { failures, ...result }, cost } = await withCost(
    target,
    () => generate(address, seconds, CONNECTIONS, headers, route.isDistinct),
  );
  return failures === 0
    ? { ...result, cost: cost && cost / (result.rate * seconds) }
    : { failure: `${failures} requests failed` };
}

/**
 * Requests a route before it is measured.
 * @returns the address that answers, undefined when it refuses, and the headers of a caller
 */
export async function warmUp(target: Target, { path }: ReadRoute) {
  let address = target.url + path;
  const headers: Record<string, string> = target.token === undefined ? {} : { Authorization: `Bearer ${target.token}` };
  for (let count = 0; count < WARM_UP; count++) {
    const response = await fetch(address, { headers });
    await response.arrayBuffer();
    if (!response.ok) return { headers, status: response.status };
    // Some servers redirect to a slash at the end; what counts is the answer there.
    address = response.url;
  }
  return { address, headers };
}

/** The routes for some uploaded pictures. Those that are answered from memory are also asked for with a new address each time. */
export async function readRoutes(url: string, { small, fullSize }: Uploaded): Promise<ReadRoute[]> {
  const collection = `/api/collections/${small.collectionId}`;
  const middle = await middleItem(url, small.collectionId);
  const panorama = await middleItem(url, fullSize.collectionId);
  const [longitude, latitude] = middle.coordinates;
  const bbox = [longitude - 0.002, latitude - 0.002, longitude + 0.002, latitude + 0.002];
  const tile = (zoom: number) => `/api/map/${zoom}/${tileOf(longitude, latitude, zoom).join("/")}.mvt`;
  const place = `place_position=${longitude.toFixed(6)},${latitude.toFixed(6)}&place_distance=0-20`;
  const picture = `/api/pictures/${panorama.id}`;
  const again = [
    { name: "GET /api", path: "/api" },
    { name: "GET /api/collections?limit=50", path: "/api/collections?limit=50" },
    { name: "GET /api/collections/:id", path: collection },
    { name: "GET /api/collections/:id/items?limit=100", path: `${collection}/items?limit=100` },
    { name: "GET /api/collections/:id/items/:id", path: `${collection}/items/${middle.id}` },
    { name: "GET /api/collections/:id/geovisio_status", path: `${collection}/geovisio_status` },
    { name: "GET /api/search?bbox=…", path: `/api/search?bbox=${bbox.map((degrees) => degrees.toFixed(6))}` },
    { name: "GET /api/search?place_position=…", path: `/api/search?${place}` },
    { name: "GET /api/search?ids=…", path: `/api/search?ids=${middle.id}` },
    { name: "GET /api/upload_sets/:id", path: `/api/upload_sets/${small.uploadSetId}` },
    { name: "GET /api/pictures/:id/thumb.jpg", path: `${picture}/thumb.jpg` },
    { name: "GET /api/pictures/:id/sd.jpg", path: `${picture}/sd.jpg` },
    { name: "GET /api/pictures/:id/hd.jpg", path: `${picture}/hd.jpg` },
    { name: "GET /api/pictures/:id/tiled/3_1.jpg", path: `${picture}/tiled/3_1.jpg` },
    { name: "GET /api/map/15/:x/:y.mvt", path: tile(15) },
    { name: "GET /api/map/10/:x/:y.mvt", path: tile(10) },
    { name: "GET /api/map/5/:x/:y.mvt", path: tile(5) },
  ];
  const anew = again.filter(({ name }) => REMEMBERED.test(name))
    .map(({ name, path }) => ({ name: `${name}, made anew`, path, isDistinct: true }));
  return [...again, ...anew];
}

async function middleItem(url: string, collection: string): Promise<{ id: string; coordinates: [number, number] }> {
  const { features } = await (await fetch(`${url}/api/collections/${collection}/items`)).json();
  const { id, geometry } = features[Math.floor(features.length / 2)];
  return { id, coordinates: geometry.coordinates };
}

/** The tile of web maps that holds a place: column and row. */
function tileOf(longitude: number, latitude: number, zoom: number): [number, number] {
  const radians = latitude * Math.PI / 180;
  return [
    Math.floor((longitude + 180) / 360 * 2 ** zoom),
    Math.floor((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 * 2 ** zoom),
  ];
}
