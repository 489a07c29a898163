/** The number of pictures in cells of 0.1°, as points, for maps of whole countries. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import type { GridScale, ScaledCount } from "./grid_counts.ts";
import type { TileAddress } from "../tile_address.ts";
import { inTile, tileEnvelope } from "../tile_geometry.ts";
import { gridCounts } from "./grid_counts.ts";
import type { Layer } from "./layer.ts";

/** How the grid is coloured, and what it counts. */
export interface GridOptions {
  scale: GridScale;
  /**
   * Whether to also count pictures for members (`logged-only`), in separate attributes that everybody can read, as in geovisio.
   * Where anybody can register, there are none. Pictures that only their owner may see are never counted.
   */
  countsMembersOnly: boolean;
}

/** The layer of low zooms: how many pictures there are in each cell. */
export function gridLayer(tile: TileAddress, options: GridOptions): Layer {
  return { name: "grid", features: (sql) => gridFeatures(sql, tile, options) };
}

function gridFeatures(sql: Queryable, tile: TileAddress, { scale, countsMembersOnly }: GridOptions): Fragment {
  const coefficient = (count: ScaledCount) => coefficientOf(sql, count, scale);
  // Clients colour by these. geovisio always answers 0 for the last one, and so does this.
  const members = countsMembersOnly
    ? sql`, ${coefficient("logged_number")} AS logged_coef,
        ${coefficient("logged_number_360")} AS logged_coef_360_pictures,
        0::float8 AS logged_coef_flat_pictures`
    : sql``;
  return sql`
    SELECT ${inTile(sql, tile, sql`cell.geom`)} AS geom,
      number AS nb_pictures, number_360 AS nb_360_pictures, number_flat AS nb_flat_pictures,
      ${coefficient("number")} AS coef, ${coefficient("number_360")} AS coef_360_pictures,
      ${coefficient("number_flat")} AS coef_flat_pictures ${members}
    FROM (
      SELECT geom, ${gridCounts(sql)} FROM pictures_aggregate_grid WHERE geom && ${tileEnvelope(sql, tile)}
    ) AS cell
    WHERE ${countsMembersOnly ? sql`logged_number` : sql`number`} > 0
    ORDER BY cell.geom`;
}

/** From 0 to 1 in steps of 0.1; 0.5 is the median of all non-empty cells, so that a few big cities do not drown out the rest. */
function coefficientOf(sql: Queryable, count: ScaledCount, scale: GridScale): Fragment {
  const column = sql(count), { median, most } = scale[count];
  return sql`((10 * CASE WHEN ${column} = 0 THEN 0 WHEN ${column} <= ${median}::float8
      THEN 0.5 * ${column} / ${median}::float8 ELSE 0.5 + 0.5 * ${column} / ${most}::bigint END)
    ::float8::integer / 10::float8)`;
}
