/** The criteria of a search, as SQL. Alias: `p` pictures. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { turnedBack } from "../extent.ts";
import { type BoundingBox, centreOf } from "../parameters/bbox.ts";
import { type Geometry, simpleGeometries } from "../parameters/geometry.ts";
import { isInBox } from "../picture_place.ts";
import { afterKey, orderByDistance, orderByFields, type SearchOrder } from "./order.ts";
import type { SearchParameters } from "./parameters.ts";
import type { Viewer } from "../visibility.ts";
import { type Boxes, boxesAlong } from "./line_boxes.ts";
import { placePoint, showsPlace } from "./place_condition.ts";

/** Degrees around a point within which a picture is at that point. */
const TOLERANCE = 0.000001;
/** Degrees of longitude beyond which the nearest pictures may lie across the antimeridian. */
const NEAR_ANTIMERIDIAN = 170;

/** What a picture must meet; `collections` is left to the query. */
export function searchCondition(sql: Queryable, parameters: SearchParameters, viewer: Viewer): Fragment {
  const { bbox, interval, intersects, ids, place, filter, after } = parameters;
  const conditions: Fragment[] = [];
  if (bbox) conditions.push(isInBox(sql, bbox));
  if (interval?.start) conditions.push(sql`p.ts >= ${interval.start}::timestamptz`);
  if (interval?.end) conditions.push(sql`p.ts <= ${interval.end}::timestamptz`);
  if (intersects) conditions.push(intersection(sql, intersects));
  if (place) conditions.push(showsPlace(sql, place));
  if (ids) conditions.push(sql`p.id = ANY(${ids}::uuid[])`);
  if (filter) conditions.push(filter.condition(viewer)(sql));
  if (after) conditions.push(afterKey(sql, parameters.order, after));
  return conditions.reduce((all, next) => sql`${all} AND ${next}`, sql`TRUE`);
}

/** The order when none is asked for: the nearest first when the search is about a place, else the last updated. */
export function defaultOrder({ bbox, place, intersects }: Omit<SearchParameters, "order">): SearchOrder {
  if (bbox) return orderByDistance((sql) => centre(sql, bbox), bbox[0] > bbox[2]);
  if (place) return orderByDistance((sql) => placePoint(sql, place), Math.abs(place.longitude) > NEAR_ANTIMERIDIAN);
  if (intersects) return orderByDistance((sql) => sql`ST_Centroid(${geometry(sql, intersects)})`);
  return orderByFields();
}

function centre(sql: Queryable, bbox: BoundingBox): Fragment {
  const { longitude, latitude } = centreOf(bbox);
  return sql`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)`;
}

function intersection(sql: Queryable, shape: Geometry): Fragment {
  return simpleGeometries(shape).map((part) => {
    const boxes = part.type === "LineString" ? boxesAlong(part.coordinates) : undefined;
    if (boxes) return isOnLine(sql, part, boxes);
    if (part.type !== "Point") return sql`ST_Intersects(p.geom, ${geometry(sql, part)})`;
    const [longitude, latitude] = part.coordinates;
    const west = turnedBack(longitude - TOLERANCE), east = turnedBack(longitude + TOLERANCE);
    return isInBox(sql, [west, latitude - TOLERANCE, east, latitude + TOLERANCE]);
  }).reduce((either, or) => sql`(${either} OR ${or})`);
}

/**
 * OFFSET makes the inner query a search of the spatial index for each box. Left free, the planner may walk through all pictures,
 * the nearest to the middle of the line first, of which hardly one is exactly on it.
 */
function isOnLine(sql: Queryable, line: Geometry, { west, south, east, north }: Boxes): Fragment {
  return sql`p.id = ANY(ARRAY(
    SELECT near.id
    FROM unnest(${west}::float8[], ${south}::float8[], ${east}::float8[], ${north}::float8[]) AS box (west, south, east, north)
    CROSS JOIN LATERAL (
      SELECT q.id, q.geom FROM pictures q
      WHERE q.geom && ST_MakeEnvelope(box.west, box.south, box.east, box.north, 4326) OFFSET 0
    ) near
    WHERE ST_Intersects(near.geom, ${geometry(sql, line)})))`;
}

function geometry(sql: Queryable, shape: Geometry): Fragment {
  return sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(shape)}::text), 4326)`;
}
