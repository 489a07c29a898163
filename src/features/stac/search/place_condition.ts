/** Which pictures show a place, as SQL. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { type BoundingBox, splitAtAntimeridian } from "../parameters/bbox.ts";
import type { Place } from "./place.ts";

/** No degree of latitude is shorter, so a box in degrees of this length holds all that is near. */
const METRES_PER_DEGREE = 110_000;

/** The place as a geometry. */
export function placePoint(sql: Queryable, { longitude, latitude }: Place): Fragment {
  return sql`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)`;
}

/**
 * The picture is as far away as asked, and looks to the place: 360° pictures look everywhere. The heading is compared
 * on the plane of degrees, as maps of Mercator's kind are not used at such distances.
 */
export function showsPlace(sql: Queryable, place: Place): Fragment {
  const point = placePoint(sql, place);
  const near = splitAtAntimeridian(boxAround(place))
    .map((box) => sql`p.geom && ST_MakeEnvelope(${box[0]}, ${box[1]}, ${box[2]}, ${box[3]}, 4326)`)
    .reduce((either, or) => sql`(${either} OR ${or})`);
  return sql`${near}
    AND ST_Distance(p.geom::geography, ${point}::geography) BETWEEN ${place.nearest} AND ${place.farthest}
    AND (p.metadata->>'type' = 'equirectangular'
      OR abs((degrees(ST_Azimuth(p.geom, ${facing(sql, place)})) - p.heading + 540)::numeric % 360 - 180) <= ${
    place.tolerance / 2
  }::numeric)`;
}

/** The place under the name of its meridian that is near the picture, be it across the antimeridian. */
function facing(sql: Queryable, place: Place): Fragment {
  return sql`ST_Translate(${
    placePoint(sql, place)
  }, 360 * round((ST_X(p.geom) - ${place.longitude}::float8) / 360), 0)`;
}

/** A box that holds everything within the farthest distance. */
function boxAround({ longitude, latitude, farthest }: Place): BoundingBox {
  const height = farthest / METRES_PER_DEGREE;
  const south = Math.max(latitude - height, -90), north = Math.min(latitude + height, 90);
  // A meridian is nearest where the box comes closest to a pole.
  const width = height / Math.cos(Math.max(Math.abs(south), Math.abs(north)) * Math.PI / 180);
  if (!(width < 180) || Math.max(-south, north) >= 89.9) return [-180, south, 180, north];
  return [wrapped(longitude - width), south, wrapped(longitude + width), north];
}

function wrapped(longitude: number): number {
  return longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;
}
