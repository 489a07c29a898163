/** The columns of an asset that both the pages and the STAC items show. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import type { Kind } from "./kinds.ts";
import type { RemotePlace } from "./remote_address.ts";

/** A row of `allsky_assets` with the place where its camera keeps files elsewhere. */
export interface AssetRow extends RemotePlace {
  item_id: string;
  kind: Kind;
  path: string;
  has_file: boolean;
  /** PostgreSQL text in UTC. */
  taken_at: string;
  /** PostgreSQL text without zone, as a clock at the camera showed it. */
  wall_time: string;
  /** The day, or the evening on which the night began: `YYYY-MM-DD`. */
  day_date: string;
  night: boolean;
  /** Pixels. */
  width: number | null;
  height: number | null;
  /** Seconds. */
  exposure: number | null;
  gain: number | null;
  /** Of the sensor, °C. */
  temp: number | null;
  /** Brightness of the sky, mag/arcsec² where the camera is calibrated. */
  sqm: number | null;
  stars: number | null;
  /** Per cent of the moon that is lit. */
  moonphase: number | null;
}

/** Selects an `AssetRow` from `allsky_assets` as `a` and `allsky_cameras` as `c`. */
export function assetColumns(sql: Queryable): Fragment {
  return sql`a.item_id, a.kind, a.path, a.has_file, a.remote_url, a.s3_key, c.properties ->> 's3_prefix' AS s3_prefix,
    a.taken_at, a.wall_time, a.day_date, a.night, a.width, a.height, a.exposure, a.gain, a.temp, a.sqm, a.stars,
    a.moonphase`;
}
