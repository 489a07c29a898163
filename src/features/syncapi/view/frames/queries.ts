/** The images of a night or of the last hours, in the order they were taken: what a loop plays. */
import type { Queryable } from "../../../../core/db/sql.ts";
import type { RemotePlace } from "../../assets/remote_address.ts";
import { isShown } from "../queries.ts";

/** An image of a loop. */
export interface FrameRow extends RemotePlace {
  id: number;
  path: string;
  has_file: boolean;
  prefers_remote: boolean;
  /** Seconds since 1970, as text with microseconds. */
  epoch: string;
  /** On a clock at the camera. */
  wall_time: string;
  thumbnail_path: string | null;
  thumbnail_width: number | null;
}

/** Which images, and after which one. */
export interface FrameSelection {
  cameraId: number;
  /** `YYYY-MM-DD`, with its night, or only one of the two. */
  day?: string;
  night?: boolean;
  /** Taken in the last hours before the newest image. */
  hours?: number;
  after?: { epoch: string; id: number };
  limit: number;
}

/** Images by the time they were taken, without those that the owner excluded from videos. */
export function listFrames(sql: Queryable, selection: FrameSelection): Promise<FrameRow[]> {
  const { cameraId, day, night, hours, after, limit } = selection;
  // Materialized: for the order, the database would otherwise read all images of the camera up to that day.
  return sql<FrameRow[]>`
    WITH chosen AS MATERIALIZED (
      SELECT a.id, a.taken_at FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = 'image' AND NOT a.excluded
        ${day === undefined ? sql`` : sql`AND a.day_date = ${day}::date`} ${
    night === undefined ? sql`` : sql`AND a.night = ${night}`
  }
        ${
    hours === undefined ? sql`` : sql`AND a.taken_at > (SELECT max(n.taken_at) FROM allsky_assets n
          WHERE n.camera_id = ${cameraId} AND n.kind = 'image') - make_interval(hours => ${hours}::int)`
  }
        ${
    after ? sql`AND (a.taken_at, a.id) > (to_timestamp(${Number(after.epoch)}::float8), ${after.id}::integer)` : sql``
  }
      ORDER BY a.taken_at, a.id LIMIT ${limit})
    SELECT a.id, a.path, a.has_file, a.remote_url, a.s3_key, c.properties ->> 's3_prefix' AS s3_prefix, c.prefers_remote,
      extract(epoch FROM a.taken_at)::text AS epoch, a.wall_time, t.path AS thumbnail_path, t.width AS thumbnail_width
    FROM chosen JOIN allsky_assets a ON a.id = chosen.id JOIN allsky_cameras c ON c.id = a.camera_id
    LEFT JOIN allsky_assets t
      ON t.camera_id = a.camera_id AND t.kind = 'thumbnail' AND t.replace_key = a.thumbnail_uuid AND t.has_file
    ORDER BY a.taken_at, a.id`;
}
