/** How many pictures there are around, for maps of whole countries: points of 0.1°. */
import type { Fragment, Queryable } from "../../db/sql.ts";
import type { TileAddress } from "../tile_address.ts";
import { inTile, tileEnvelope } from "../tile_geometry.ts";
import type { Layer } from "./layer.ts";

/**
 * @param countsMembersOnly whether pictures that not everybody may see are counted too, in attributes of their own. Where
 * anybody can join, there are none worth telling.
 */
export function gridLayer(tile: TileAddress, { countsMembersOnly }: { countsMembersOnly: boolean }): Layer {
  return { name: "grid", features: (sql) => gridFeatures(sql, tile, countsMembersOnly) };
}

function gridFeatures(sql: Queryable, tile: TileAddress, countsMembersOnly: boolean): Fragment {
  const cell = sql`
    geom, nb_pictures AS number, nb_360_pictures AS number_360, nb_pictures - nb_360_pictures AS number_flat,
    nb_pictures + nb_non_public_pictures AS logged_number,
    nb_360_pictures + nb_non_public_360_pictures AS logged_number_360`;
  // Clients colour by these; geovisio always says 0 for the last one, and so does this.
  const members = countsMembersOnly
    ? sql`, ${coefficient(sql, "logged_number")} AS logged_coef,
        ${coefficient(sql, "logged_number_360")} AS logged_coef_360_pictures,
        0::float8 AS logged_coef_flat_pictures`
    : sql``;
  return sql`
    WITH cells AS MATERIALIZED (SELECT ${cell} FROM pictures_aggregate_grid),
    whole AS MATERIALIZED (
      SELECT ${medianAndMost(sql, "number")}, ${medianAndMost(sql, "number_360")}, ${medianAndMost(sql, "number_flat")},
        ${medianAndMost(sql, "logged_number")}, ${medianAndMost(sql, "logged_number_360")}
      FROM cells
    )
    SELECT ${inTile(sql, tile, sql`cell.geom`)} AS geom,
      number AS nb_pictures, number_360 AS nb_360_pictures, number_flat AS nb_flat_pictures,
      ${coefficient(sql, "number")} AS coef, ${coefficient(sql, "number_360")} AS coef_360_pictures,
      ${coefficient(sql, "number_flat")} AS coef_flat_pictures ${members}
    FROM (SELECT ${cell} FROM pictures_aggregate_grid WHERE geom && ${
    tileEnvelope(sql, tile)
  }) AS cell, whole ORDER BY cell.geom`;
}

function medianAndMost(sql: Queryable, count: string): Fragment {
  const column = sql(count);
  return sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column}) FILTER (WHERE ${column} > 0) AS ${
    sql(`${count}_median`)
  },
    max(${column}) AS ${sql(`${count}_most`)}`;
}

/** From 0 to 1 in steps of 0.1, 0.5 for the median of all cells that have any: few big cities do not hide the rest. */
function coefficient(sql: Queryable, count: string): Fragment {
  const [column, median, most] = [sql(count), sql(`${count}_median`), sql(`${count}_most`)];
  return sql`((10 * CASE WHEN ${column} = 0 THEN 0 WHEN ${column} <= ${median} THEN 0.5 * ${column} / ${median}
    ELSE 0.5 + 0.5 * ${column} / ${most} END)::float8::integer / 10::float8)`;
}
