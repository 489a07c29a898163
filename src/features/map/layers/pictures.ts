/** Points of pictures. */
import type { TileFilter } from "../filter.ts";
import { pictureIsInScope, sequenceIsInScope, type TileScope } from "../scope.ts";
import type { TileAddress } from "../tile_address.ts";
import { inTile, tileEnvelope } from "../tile_geometry.ts";
import type { Layer } from "./layer.ts";

/** The layer of pictures as points, with what a viewer needs of each. */
export function picturesLayer(tile: TileAddress, scope: TileScope, filter?: TileFilter): Layer {
  return {
    name: "pictures",
    features: (sql) =>
      sql`
        SELECT ${inTile(sql, tile, sql`p.geom`)} AS geom,
          p.id::text AS id, p.ts::text AS ts, p.heading AS heading, p.account_id::text AS account_id,
          CASE WHEN p.visibility = 'owner-only' OR shown.has_hidden THEN true END AS hidden,
          p.metadata ->> 'type' AS type,
          nullif(trim(concat_ws(' ', p.metadata ->> 'make', p.metadata ->> 'model')), '') AS model,
          p.gps_accuracy_m AS gps_accuracy, p.h_pixel_density AS h_pixel_density,
          shown.ids AS sequences, shown.first_id AS first_sequence
        FROM pictures p
        CROSS JOIN LATERAL (
          SELECT json_agg(s.id ORDER BY s.id)::text AS ids, min(s.id::text) AS first_id,
            bool_or(s.visibility = 'owner-only') AS has_hidden
          FROM sequences_pictures sp JOIN sequences s ON s.id = sp.seq_id
          WHERE sp.pic_id = p.id AND ${sequenceIsInScope(sql, { ...scope, owner: undefined })}
            ${filter?.pictures ? sql`AND ${filter.pictures(sql)}` : sql``}
        ) AS shown
        WHERE p.geom && ${tileEnvelope(sql, tile)} AND ${pictureIsInScope(sql, scope)} AND shown.ids IS NOT NULL
        ORDER BY p.id`,
  };
}
