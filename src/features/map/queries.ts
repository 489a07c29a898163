import { onlyRow } from "../../core/db/rows.ts";
import type { Sql } from "../../core/db/sql.ts";
import { gridCounts, type GridScale, SCALED_COUNTS } from "./layers/grid_counts.ts";
import type { Layer } from "./layers/layer.ts";
import type { TileAddress } from "./tile_address.ts";
import { EXTENT, tileEnvelope } from "./tile_geometry.ts";

/** Whether PostGIS can write vector tiles; it cannot when it was built without protobuf. */
export async function writesVectorTiles(sql: Sql): Promise<boolean> {
  const rows = await sql<{ version: string | null }[]>`SELECT postgis_libprotobuf_version() AS version`;
  return Boolean(onlyRow(rows).version);
}

/** A tile written by PostGIS; empty when there are no features. Layers are parts of one message, so they are concatenated. */
export async function writeTile(sql: Sql, layers: Layer[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts = layers.map(({ name, features }) =>
    sql`coalesce((SELECT ST_AsMVT(feature, ${name}, ${EXTENT}, 'geom') FROM (${features(sql)}) AS feature
      WHERE NOT ST_IsEmpty(geom)), '')`
  );
  const rows = await sql<{ tile: Uint8Array<ArrayBuffer> }[]>`
    SELECT ${parts.reduce((before, part) => sql`${before} || ${part}`)} AS tile`;
  return onlyRow(rows).tile;
}

/** A feature as it comes from the database: its attributes in their order, and `geom` as GeoJSON in units of the tile. */
export interface FeatureRow {
  feature: string;
}

/** The features of a layer, for databases where PostGIS cannot write the tile. */
export function readFeatures(sql: Sql, { features }: Layer): Promise<FeatureRow[]> {
  return sql<FeatureRow[]>`
    SELECT row_to_json(feature)::text AS feature FROM (${features(sql)}) AS feature WHERE NOT ST_IsEmpty(geom)`;
}

/** Changes whenever the grid does: a row that was written since has another transaction. */
export async function readGridVersion(sql: Sql): Promise<string> {
  const rows = await sql<{ version: string }[]>`
    SELECT count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) AS version FROM pictures_aggregate_grid`;
  return onlyRow(rows).version;
}

/** Reads the whole grid for the scale of its counts. */
export async function readGridScale(sql: Sql): Promise<GridScale> {
  const counts = SCALED_COUNTS.map((count) => {
    const column = sql(count);
    return sql`${count}::text, json_build_object('most', max(${column}),
      'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column}) FILTER (WHERE ${column} > 0))`;
  });
  const rows = await sql<{ scale: GridScale }[]>`
    SELECT json_build_object(${counts.reduce((before, count) => sql`${before}, ${count}`)}) AS scale
    FROM (SELECT ${gridCounts(sql)} FROM pictures_aggregate_grid) AS cells`;
  return onlyRow(rows).scale;
}

/**
 * Whether an account owns anything that other members see less of than it does: sequences for itself alone, or with pictures that
 * not everybody sees who sees the sequence.
 * @param picturesIn looks at the account's pictures in this tile too, which may be in a sequence of somebody else
 */
export async function ownsHidden(sql: Sql, accountId: string, picturesIn?: TileAddress): Promise<boolean> {
  const ownsPictures = picturesIn && sql`OR EXISTS (
    SELECT FROM pictures
    WHERE geom && ${tileEnvelope(sql, picturesIn)} AND account_id = ${accountId}
      AND (visibility = 'owner-only' OR status = 'hidden'))`;
  const rows = await sql<{ exists: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM sequences WHERE account_id = ${accountId} AND (visibility = 'owner-only' OR has_private_pictures)
    ) ${ownsPictures ?? sql``} AS exists`;
  return onlyRow(rows).exists;
}
