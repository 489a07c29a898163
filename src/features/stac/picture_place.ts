/** Where pictures are, as pieces of SQL. Alias: `p` pictures. */
import type { Fragment, Queryable } from "../../core/db/sql.ts";
import { type BoundingBox, splitAtAntimeridian } from "./parameters/bbox.ts";

/**
 * Whether a picture lies in a box. `ST_Intersects` looks into the spatial index (`pictures_geom_idx`, the one that search by
 * box uses), and the planner knows well how many pictures to expect.
 */
export function isInBox(sql: Queryable, bbox: BoundingBox): Fragment {
  return splitAtAntimeridian(bbox)
    .map(([west, south, east, north]) =>
      sql`ST_Intersects(p.geom, ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326))`
    )
    .reduce((either, or) => sql`(${either} OR ${or})`);
}
