/** Lines of sequences. */
import type { TileFilter } from "../filter.ts";
import { sequenceIsInScope, type TileScope } from "../scope.ts";
import type { TileAddress } from "../tile_address.ts";
import { lineInTile, tileEnvelope } from "../tile_geometry.ts";
import type { Layer } from "./layer.ts";

/**
 * Up to this zoom, lines are the ones simplified beforehand (`tile_geom`, 0.0002°). In units of the tile they are exact only up
 * to zoom 9, but nobody sees units: at zoom 11 the difference is half a pixel on a map with tiles of 512 pixels, and the query
 * need not read every vertex of a city.
 */
const DEEPEST_SIMPLIFIED = 11;
/** Degrees; shorter sequences only show in the grid. */
const OVERVIEW_TOLERANCE = 0.01;

/** Sequences with their attributes. */
export function sequencesLayer(tile: TileAddress, scope: TileScope, filter?: TileFilter): Layer {
  return {
    name: "sequences",
    features: (sql) => {
      const shared = tile.zoom <= DEEPEST_SIMPLIFIED ? sql`s.tile_geom` : sql`s.geom`;
      // Owners also see the part of a line that runs through pictures others may not see.
      const line = scope.isPublic || scope.viewer === null ? shared : sql`
        CASE WHEN s.has_private_pictures AND s.account_id = ${scope.viewer}::uuid THEN compute_sequence_geom(s.id, true)
          ELSE ${shared} END`;
      const lies = scope.isPublic || scope.viewer === null ? sql`s.geom && ${tileEnvelope(sql, tile)}` : sql`
        (s.geom && ${tileEnvelope(sql, tile)} OR (s.account_id = ${scope.viewer}::uuid AND s.has_private_pictures
          AND compute_sequence_geom(s.id, true) && ${tileEnvelope(sql, tile)}))`;
      return sql`
        SELECT ${lineInTile(sql, tile, line)} AS geom,
          s.id::text AS id, s.account_id::text AS account_id,
          CASE WHEN s.visibility <> 'anyone' THEN true END AS hidden,
          s.computed_model AS model, s.computed_type AS type, s.computed_capture_date::text AS date,
          s.computed_gps_accuracy AS gps_accuracy, s.computed_h_pixel_density AS h_pixel_density
        FROM sequences s
        WHERE ${lies} AND ${sequenceIsInScope(sql, scope)}
          ${filter ? sql`AND ${filter.sequences(sql)}` : sql``}
        ORDER BY s.id`;
    },
  };
}

/** The longest sequences without attributes, for the zoom between the grid and the sequences. */
export function sequencesOverviewLayer(tile: TileAddress, scope: TileScope): Layer {
  return {
    name: "sequences",
    features: (sql) =>
      sql`
        SELECT ${lineInTile(sql, tile, sql`ST_Simplify(s.tile_geom, ${OVERVIEW_TOLERANCE})`)} AS geom
        FROM sequences s
        WHERE s.geom && ${tileEnvelope(sql, tile)} AND ${sequenceIsInScope(sql, scope)}
        ORDER BY s.id`,
  };
}
