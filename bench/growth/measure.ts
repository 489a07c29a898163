/** What a request of each kind costs on an instance of a certain size. */
import { onlyRow } from "../../src/core/db/rows.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { quantile } from "../measurement.ts";

/** What one kind of request costs. */
export interface Cost {
  /** Milliseconds within which the fastest tenth of the requests was answered: what else runs slows the others. */
  time: number;
  /** Blocks a request. */
  blocks: number;
  /** Of the last answer. */
  status: number;
}

const REQUESTS = 90;
/** Requests before those that count. */
const WARM_UP = 10;

interface Place {
  seq_id: string;
  pic_id: string;
  longitude: number;
  latitude: number;
}

/** A kind of request. */
interface Route {
  path: (n: number) => string;
  /** How often it is sent; those that read much are sent less often. */
  requests?: number;
}

/**
 * What each kind of request costs. Sequences and pictures are those of the seeds.
 * @param isWorld whether the pictures are all over the world: then what reads large areas is measured too
 */
export async function measure(url: string, sql: Sql, sequences: number, isWorld: boolean): Promise<Map<string, Cost>> {
  const costs = new Map<string, Cost>();
  for (const [name, { path, requests = REQUESTS }] of Object.entries(await routesOf(sql, sequences, isWorld))) {
    const durations: number[] = [], warmUp = Math.min(WARM_UP, requests);
    let before = 0, status = 0;
    for (let n = -warmUp; n < requests; n++) {
      const start = performance.now();
      const response = await fetch(url + path(Math.abs(n)));
      await response.body?.pipeTo(new WritableStream());
      status = response.status;
      if (n >= 0) durations.push(performance.now() - start);
      else if (n === -1) before = await blocksRead(sql);
    }
    const blocks = (await blocksRead(sql) - before) / requests;
    costs.set(name, { time: quantile(durations, 0.1), blocks, status });
    console.error(`${name}: ${blocks.toFixed(0)} blocks, ${quantile(durations, 0.1).toFixed(1)} ms (${status})`);
  }
  return costs;
}

async function routesOf(sql: Sql, sequences: number, isWorld: boolean): Promise<Record<string, Route>> {
  const last = onlyRow(
    await sql<{ inserted_at: string }[]>`SELECT inserted_at FROM sequences ORDER BY inserted_at DESC LIMIT 1`,
  );
  const collections = "/api/collections?limit=100&sortby=%2Bcreated,%2Bid";
  const lastPage = `${collections}&page=${encodeURIComponent(`created <= '${last.inserted_at}'`)}`;
  const places = await sql<Place[]>`
    SELECT seq_id, pic_id, ST_X(geom) AS longitude, ST_Y(geom) AS latitude
    FROM generate_series(1, ${REQUESTS}::int) n
    JOIN sequences_pictures ON seq_id = md5('s' || (n * 7919 % ${sequences}::int))::uuid AND rank = 1 + n
    JOIN pictures ON id = pic_id`;
  const place = (n: number) => {
    const found = places[n % places.length];
    if (!found) throw new Error("The instance has no pictures");
    return found;
  };
  const around = (n: number, degrees: number) => {
    const { longitude, latitude } = place(n);
    return `/api/search?bbox=${longitude - degrees},${latitude - degrees},${longitude + degrees},${latitude + degrees}`;
  };
  const routes: Record<string, Route> = {
    "landing page": { path: () => "/api" },
    "search in a box": { path: (n) => around(n, 0.002) },
    "search of a place": {
      path: (n) => `/api/search?place_position=${place(n).longitude + 0.0001},${place(n).latitude}&place_distance=3-50`,
    },
    "search, last updated": { path: () => "/api/search" },
    "search in a collection": { path: (n) => `/api/search?collections=${place(n).seq_id}` },
    "search, filter by collection": {
      path: (n) => `/api/search?filter=${encodeURIComponent(`collection = '${place(n).seq_id}'`)}`,
    },
    "collections, first page": { path: () => collections },
    "collections, last page": { path: () => lastPage },
    "items of a collection, a page": {
      path: (n) => `/api/collections/${place(n).seq_id}/items?limit=50&startAfterRank=20`,
    },
    "one item": { path: (n) => `/api/collections/${place(n).seq_id}/items/${place(n).pic_id}` },
    "one collection": { path: (n) => `/api/collections/${place(n).seq_id}` },
  };
  return isWorld ? { ...routes, ...worldRoutes(place, around) } : routes;
}

function worldRoutes(
  place: (n: number) => Place,
  around: (n: number, degrees: number) => string,
): Record<string, Route> {
  const line = (points: number[][]) => JSON.stringify({ type: "LineString", coordinates: points });
  const strip = (points: number[][]) => JSON.stringify({ type: "Polygon", coordinates: [points] });
  const intersecting = (shape: string) => `/api/search?intersects=${encodeURIComponent(shape)}`;
  const tile = (zoom: number) => (n: number) => {
    const { longitude, latitude } = place(n), radians = latitude * Math.PI / 180, tiles = 2 ** zoom;
    const x = Math.floor((longitude + 180) / 360 * tiles);
    const y = Math.floor((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2 * tiles);
    // Another filter each time, so that none is answered from memory.
    return `/api/map/${zoom}/${x}/${y}.mvt`;
  };
  return {
    "search in a country": { path: (n) => around(n, 5), requests: 30 },
    "intersects, a diagonal line across a continent": {
      path: (n) => intersecting(line([[-4 + n / 1000, 43], [24, 55 + n / 1000]])),
      requests: 10,
    },
    "intersects, a diagonal strip across a continent": {
      path: (n) =>
        intersecting(strip([[-4 + n / 1000, 43], [24, 55], [24, 55.01], [-4 + n / 1000, 43.01], [-4 + n / 1000, 43]])),
      requests: 10,
    },
    "intersects, a triangle over an ocean": {
      path: (n) => intersecting(strip([[-30 - n / 1000, 20], [-70, 20], [-30, 44], [-30 - n / 1000, 20]])),
      requests: 10,
    },
    "filter by a property without index, which few have": {
      path: (n) => `/api/search?filter=${encodeURIComponent(`"view:azimuth" = ${361 + n}`)}`,
      requests: 3,
    },
    "filter by a property without index, which many have": {
      path: (n) => `/api/search?filter=${encodeURIComponent(`"view:azimuth" = ${n * 7 % 360}`)}`,
      requests: 30,
    },
    ...Object.fromEntries(
      [2, 5, 8, 11, 14, 15].map((zoom) => [`map tile, zoom ${zoom}`, { path: tile(zoom), requests: 30 }]),
    ),
  };
}

/** Blocks of all tables and indexes that were looked at since the start. */
async function blocksRead(sql: Sql): Promise<number> {
  await sql`SELECT pg_stat_force_next_flush()`;
  const rows = await sql<{ blocks: number }[]>`
    SELECT sum(coalesce(heap_blks_hit + heap_blks_read, 0) + coalesce(idx_blks_hit + idx_blks_read, 0)
      + coalesce(toast_blks_hit + toast_blks_read, 0))::float8 AS blocks
    FROM pg_statio_user_tables`;
  return onlyRow(rows).blocks;
}
