/** How long tiles take over HTTP. */
import type { Sql } from "../../src/core/db/sql.ts";
import { quantile } from "../measurement.ts";

export interface TileFigures {
  zoom: number;
  /** Of the fullest tile of the zoom. */
  kilobytes: number;
  pictures: number;
  /** Milliseconds: the first request, the median of the next ones, and the median when the client has the tile already. */
  first: number;
  median: number;
  revalidated: number;
}

interface Tile {
  zoom: number;
  x: number;
  y: number;
  pictures: number;
}

const REPEATS = 9;

/** The tile of each zoom with most pictures. */
export async function fullestTiles(sql: Sql): Promise<Tile[]> {
  return await sql<Tile[]>`
    WITH places AS (
      SELECT (ST_X(geom) + 180) / 360 AS x, (1 - asinh(tan(radians(ST_Y(geom)))) / pi()) / 2 AS y FROM pictures
    ), counted AS (
      SELECT zoom, floor(x * 2 ^ zoom)::int AS x, floor(y * 2 ^ zoom)::int AS y, count(*) AS pictures
      FROM places, generate_series(0, 15) AS zoom GROUP BY 1, 2, 3
    )
    SELECT DISTINCT ON (zoom) * FROM counted ORDER BY zoom, pictures DESC`;
}

/** @param url of the map, to which `/z/x/y.mvt` is added */
export async function measureTile(url: string, { zoom, x, y, pictures }: Tile): Promise<TileFigures> {
  const address = `${url}/${zoom}/${x}/${y}.mvt`;
  const ask = async (headers: Record<string, string> = {}) => {
    const start = performance.now();
    const response = await fetch(address, { headers });
    const bytes = (await response.arrayBuffer()).byteLength;
    return {
      milliseconds: performance.now() - start,
      bytes,
      etag: response.headers.get("etag") ?? "",
      status: response.status,
    };
  };
  const { milliseconds: first, bytes, etag } = await ask();
  const times: number[] = [], revalidations: number[] = [];
  for (let time = 0; time < REPEATS; time++) times.push((await ask()).milliseconds);
  for (let time = 0; time < REPEATS; time++) {
    const answer = await ask({ "If-None-Match": etag });
    if (answer.status !== 304) throw new Error(`${address}: ${answer.status} instead of 304`);
    revalidations.push(answer.milliseconds);
  }
  return {
    zoom,
    kilobytes: bytes / 1024,
    pictures,
    first,
    median: quantile(times, 0.5),
    revalidated: quantile(revalidations, 0.5),
  };
}
