/** The criteria of a search, as SQL. Aliases: `p` pictures, `sp` sequences_pictures. */
import type { Fragment, Queryable } from "../../db/sql.ts";
import { type BoundingBox, centreOf, splitAtAntimeridian } from "../parameters/bbox.ts";
import { type Geometry, simpleGeometries } from "../parameters/geometry.ts";
import type { SearchParameters } from "./parameters.ts";
import { LAST_UPDATED, searchOrder } from "./sort.ts";

/** Degrees around a point within which a picture is at that point. */
const TOLERANCE = 0.000001;

/** What a picture must meet. */
export function searchCondition(sql: Queryable, parameters: SearchParameters): Fragment {
  const { bbox, interval, intersects, ids, collections } = parameters;
  const conditions: Fragment[] = [];
  if (bbox) conditions.push(isInBox(sql, bbox));
  if (interval?.start) conditions.push(sql`p.ts >= ${interval.start}::timestamptz`);
  if (interval?.end) conditions.push(sql`p.ts <= ${interval.end}::timestamptz`);
  if (intersects) conditions.push(intersection(sql, intersects));
  if (ids) conditions.push(sql`p.id = ANY(${ids}::uuid[])`);
  if (collections) conditions.push(sql`sp.seq_id = ANY(${collections}::uuid[])`);
  return conditions.reduce((all, next) => sql`${all} AND ${next}`, sql`TRUE`);
}

/**
 * ORDER BY of the answer. The distance comes alone, without the id to break ties: before PostgreSQL 17 the spatial index
 * gives its nearest neighbours only when nothing else is sorted by.
 */
export function searchOrdering(sql: Queryable, { sort, bbox, intersects }: SearchParameters): Fragment {
  if (sort) return searchOrder(sql, sort);
  if (bbox) return sql`p.geom <-> ${centre(sql, bbox)}`;
  if (intersects) return sql`p.geom <-> ST_Centroid(${geometry(sql, intersects)})`;
  return searchOrder(sql, LAST_UPDATED);
}

function centre(sql: Queryable, bbox: BoundingBox): Fragment {
  const { longitude, latitude } = centreOf(bbox);
  return sql`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)`;
}

/** `ST_Intersects` looks into the index, and the planner knows well how many pictures to expect. */
function isInBox(sql: Queryable, bbox: BoundingBox): Fragment {
  return splitAtAntimeridian(bbox)
    .map(([west, south, east, north]) =>
      sql`ST_Intersects(p.geom, ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326))`
    )
    .reduce((either, or) => sql`(${either} OR ${or})`);
}

function intersection(sql: Queryable, shape: Geometry): Fragment {
  return simpleGeometries(shape).map((part) => {
    if (part.type !== "Point") return sql`ST_Intersects(p.geom, ${geometry(sql, part)})`;
    const [longitude, latitude] = part.coordinates;
    return isInBox(sql, [longitude - TOLERANCE, latitude - TOLERANCE, longitude + TOLERANCE, latitude + TOLERANCE]);
  }).reduce((either, or) => sql`(${either} OR ${or})`);
}

function geometry(sql: Queryable, shape: Geometry): Fragment {
  return sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}::text), 4326)`;
}
