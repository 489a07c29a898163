/** Queries of collections. Aliases: `s` sequences, `a` accounts. */
import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { splitAtAntimeridian } from "../parameters/bbox.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../visibility.ts";
import type { CollectionRow, SingleCollectionRow } from "./collection_row.ts";
import { column } from "./fields.ts";
import type { SortKey } from "./keyset.ts";
import type { CollectionListParameters } from "./list_parameters.ts";
import type { ProcessingRow } from "./processing_status.ts";
import { joinWholeSequence, sequencesWithTombstones, shownBox, shownColumn } from "./shown_sequences.ts";
import type { SortField } from "./sort.ts";

/** The columns of a `CollectionRow`; needs `joinWholeSequence`. */
function collectionColumns(sql: Queryable): Fragment {
  return sql`
    s.id, s.metadata->>'title' AS title, s.status, s.visibility, s.inserted_at, s.updated_at, s.current_sort,
    s.user_agent, s.upload_set_id, ${shownColumn(sql, "length_m")} AS length, ${shownBox(sql)},
    ${shownColumn(sql, "min_picture_ts")} AS min_picture_ts, ${shownColumn(sql, "max_picture_ts")} AS max_picture_ts,
    ${shownColumn(sql, "nb_pictures")} AS nb_pictures, s.computed_h_pixel_density, s.computed_gps_accuracy,
    s.account_id, a.name AS account_name,
    (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key COLLATE "C", t.value COLLATE "C")
      FROM sequences_semantics t WHERE t.sequence_id = s.id) AS semantics`;
}

/** One collection, whatever its processing; undefined when the viewer may not see it. */
export async function findCollection(
  sql: Queryable,
  id: string,
  viewer: Viewer,
): Promise<SingleCollectionRow | undefined> {
  const [row] = await sql<SingleCollectionRow[]>`
    SELECT ${collectionColumns(sql)},
      coalesce(a.collaborative_metadata, (SELECT collaborative_metadata FROM configurations), TRUE) AS is_collaborative,
      (SELECT json_agg(camera) FROM (
        SELECT DISTINCT p.metadata->>'make' AS make, p.metadata->>'model' AS model,
          p.metadata->>'focal_length' AS focal_length, p.metadata->>'field_of_view' AS field_of_view
        FROM sequences_pictures sp
        -- OFFSET makes this a lookup for each picture: the planner would rather read the whole table while it is small.
        CROSS JOIN LATERAL (
          SELECT p.metadata FROM pictures p WHERE p.id = sp.pic_id AND ${pictureIsVisible(sql, viewer)} OFFSET 0
        ) p
        WHERE sp.seq_id = s.id ORDER BY 1, 2, 3, 4
      ) camera) AS cameras
    FROM sequences s JOIN accounts a ON a.id = s.account_id ${joinWholeSequence(sql, viewer)}
    WHERE s.id = ${id}::uuid AND ${sequenceIsVisible(sql, viewer)}`;
  return row;
}

/** Where a row is in its list. */
interface PlacedRow {
  sort_key: SortKey;
  /** Sort keys of the first and the last collection of the whole list. */
  list_first: SortKey;
  list_last: SortKey;
}

/** A collection of a list. */
export type ListedCollectionRow = CollectionRow & PlacedRow & { is_tombstone: false };

/** A collection that is deleted, or hidden from the viewer. */
export type TombstoneRow = Pick<CollectionRow, "id"> & PlacedRow & { is_tombstone: true };

/** A page of the collections that the viewer may see, in the order of the list. */
export async function findCollections(
  sql: Queryable,
  parameters: CollectionListParameters,
  viewer: Viewer,
): Promise<ListedCollectionRow[]> {
  const isListed = parameters.owner === undefined
    ? sql`s.status = 'ready' AND ${sequenceIsVisible(sql, viewer)}`
    : isListedOfOwner(sql, parameters.owner, viewer);
  return await findPage<ListedCollectionRow>(sql, parameters, viewer, {
    rows: sql`sequences s`,
    isListed,
    isTombstone: sql`FALSE`,
  });
}

/** The same, with tombstones in their places. */
export async function findCollectionsAndTombstones(
  sql: Queryable,
  parameters: CollectionListParameters,
  viewer: Viewer,
): Promise<(ListedCollectionRow | TombstoneRow)[]> {
  return await findPage<ListedCollectionRow | TombstoneRow>(sql, parameters, viewer, {
    rows: sequencesWithTombstones(sql, viewer),
    isListed: sql`TRUE`,
    isTombstone: sql`s.is_tombstone`,
  });
}

/**
 * Both ends of the whole list come along as sub-queries that do not depend on the row: PostgreSQL runs each once, as one
 * step into an index.
 */
async function findPage<Row extends PlacedRow>(
  sql: Queryable,
  parameters: CollectionListParameters,
  viewer: Viewer,
  { rows, isListed, isTombstone }: { rows: Fragment; isListed: Fragment; isTombstone: Fragment },
): Promise<Row[]> {
  const { sort, page, limit } = parameters;
  const list = sql`${isListed} AND ${listConditions(sql, parameters)}`;
  const forwards = orderBy(sql, sort, false), backwards = orderBy(sql, sort, true);
  const key = sortKey(sql, sort);
  return await sql<Row[]>`
    SELECT ${collectionColumns(sql)}, ${isTombstone} AS is_tombstone, ${key} AS sort_key,
      (SELECT ${key} FROM ${rows} WHERE ${list} ORDER BY ${forwards} LIMIT 1) AS list_first,
      (SELECT ${key} FROM ${rows} WHERE ${list} ORDER BY ${backwards} LIMIT 1) AS list_last
    FROM (
      SELECT s.* FROM ${rows} WHERE ${list} AND ${page ? page.condition(sql) : sql`TRUE`}
      ORDER BY ${page?.isReadBackwards ? backwards : forwards} LIMIT ${limit}
    ) s
    LEFT JOIN accounts a ON a.id = s.account_id ${joinWholeSequence(sql, viewer)}
    ORDER BY ${forwards}`;
}

/** Whether a collection is in the lists of its owner's, who also sees what is still processed. */
export function isListedOfOwner(sql: Queryable, owner: string, viewer: Viewer): Fragment {
  const isReady = viewer.accountId === owner ? sql`TRUE` : sql`s.status = 'ready'`;
  return sql`s.account_id = ${owner}::uuid AND ${isReady} AND ${sequenceIsVisible(sql, viewer)}`;
}

/** What the parameters ask of a collection, whoever may see it. */
function listConditions(sql: Queryable, parameters: CollectionListParameters): Fragment {
  const { sort, filter, bbox, interval, createdAfter, createdBefore } = parameters;
  const conditions = [sql`${column(sql, sort[0].field)} IS NOT NULL`];
  if (filter) conditions.push(filter(sql));
  if (bbox) {
    conditions.push(
      splitAtAntimeridian(bbox)
        .map((box) => sql`ST_Intersects(s.geom, ST_MakeEnvelope(${box[0]}, ${box[1]}, ${box[2]}, ${box[3]}, 4326))`)
        .reduce((either, or) => sql`(${either} OR ${or})`),
    );
  }
  if (interval?.start) conditions.push(sql`s.computed_capture_date >= ${interval.start}::timestamptz::date`);
  if (interval?.end) conditions.push(sql`s.computed_capture_date <= ${interval.end}::timestamptz::date`);
  if (createdAfter) conditions.push(sql`s.inserted_at > ${createdAfter}::timestamptz`);
  if (createdBefore) conditions.push(sql`s.inserted_at < ${createdBefore}::timestamptz`);
  return conditions.reduce((all, next) => sql`${all} AND ${next}`);
}

function orderBy(sql: Queryable, sort: SortField[], isReversed: boolean): Fragment {
  return sort
    .map(({ field, descending }) =>
      descending === isReversed ? sql`${column(sql, field)}` : sql`${column(sql, field)} DESC`
    )
    .reduce((all, next) => sql`${all}, ${next}`);
}

/** As JSON: from an array of PostgreSQL, postgres.js reads NULL as the text "NULL". */
function sortKey(sql: Queryable, sort: SortField[]): Fragment {
  const values = sort.map(({ field }) => sql`${column(sql, field)}::text`).reduce((all, next) => sql`${all}, ${next}`);
  return sql`json_build_array(${values})`;
}

/** Moments, as PostgreSQL text in UTC. */
export interface CreationOutsideRow {
  after_all: string | null;
  before_all: string | null;
}

/**
 * The given moments in UTC, where they lie after or before the making of all collections that the viewer may see; null
 * where they do not, or when there is no collection.
 */
export async function findCreationOutside(
  sql: Queryable,
  viewer: Viewer,
  { createdAfter, createdBefore }: Pick<CollectionListParameters, "createdAfter" | "createdBefore">,
): Promise<CreationOutsideRow> {
  const rows = await sql<CreationOutsideRow[]>`
    SELECT
      CASE WHEN max(s.inserted_at) <= ${createdAfter ?? null}::timestamptz THEN ${createdAfter ?? null}::timestamptz END
        AS after_all,
      CASE WHEN min(s.inserted_at) >= ${createdBefore ?? null}::timestamptz THEN ${
    createdBefore ?? null
  }::timestamptz END
        AS before_all
    FROM sequences s WHERE s.status = 'ready' AND ${sequenceIsVisible(sql, viewer)}`;
  return onlyRow(rows);
}

/** The status of a sequence with one of its pictures; `id` is null where it has none that the viewer may see. */
export type ProcessingStatusRow = { sequence_status: string } & (ProcessingRow | { id: null });

/**
 * The status of a sequence, and of those of its pictures that the viewer may see, by rank; no row means that the viewer
 * may not see the sequence.
 */
export async function findProcessingStatus(
  sql: Queryable,
  id: string,
  viewer: Viewer,
): Promise<ProcessingStatusRow[]> {
  return await sql<ProcessingStatusRow[]>`
    SELECT s.status AS sequence_status, picture.*
    FROM sequences s
    LEFT JOIN LATERAL (
      SELECT DISTINCT ON (sp.rank) p.id, p.status, sp.rank,
        count(h.id) OVER jobs AS jobs, count(h.error) OVER jobs AS nb_errors, max(h.finished_at) OVER jobs AS processed_at,
        h.id IS NOT NULL AND h.finished_at IS NULL AS last_is_running, h.error, h.error_text
      FROM sequences_pictures sp
      CROSS JOIN LATERAL (
        SELECT p.id, p.status FROM pictures p WHERE p.id = sp.pic_id AND ${pictureIsVisible(sql, viewer)} OFFSET 0
      ) p
      LEFT JOIN LATERAL (
        SELECT id, started_at, finished_at, error, error_text FROM job_history WHERE picture_id = p.id OFFSET 0
      ) h ON TRUE
      WHERE sp.seq_id = s.id
      WINDOW jobs AS (PARTITION BY sp.rank)
      ORDER BY sp.rank, h.started_at DESC
    ) picture ON TRUE
    WHERE s.id = ${id}::uuid AND ${sequenceIsVisible(sql, viewer)}
    ORDER BY picture.rank`;
}

/** Where a sequence begins, in WGS 84 degrees. */
export interface FirstPositionRow {
  id: string;
  longitude: number;
  latitude: number;
}

/**
 * Where sequences begin: at the first point of the line, else in the middle of the extent; none for a sequence
 * without pictures.
 */
export async function findFirstPositions(
  sql: Queryable,
  ids: string[],
): Promise<FirstPositionRow[]> {
  return await sql<FirstPositionRow[]>`
    SELECT id, ST_X(start) AS longitude, ST_Y(start) AS latitude
    FROM sequences CROSS JOIN LATERAL (
      SELECT coalesce(ST_StartPoint(ST_GeometryN(geom, 1)), ST_WrapX(ST_Centroid(bbox::geometry), 180, -360)) AS start
    ) beginning
    WHERE id = ANY(${ids}::uuid[]) AND start IS NOT NULL`;
}
