import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../../core/db/sql.ts";
import type { NewArea } from "./parameters.ts";

/** A GeoJSON feature; unset properties are left out. */
export interface AreaFeature {
  type: "Feature";
  properties: { id: string; label?: string; is_public: boolean; account_id?: string };
  geometry: { type: "MultiPolygon"; coordinates: number[][][][] };
}

interface AreaRow {
  feature: AreaFeature;
}

/** Which areas to list: those that anybody may see, all of them, or those of one account. */
export type AreaChoice = "public" | "all" | { owner: string };

/** Areas in the order they were inserted. */
export async function listAreas(sql: Queryable, choice: AreaChoice): Promise<AreaFeature[]> {
  const condition = choice === "public"
    ? sql`is_public`
    : choice === "all"
    ? sql`TRUE`
    : sql`account_id = ${choice.owner}`;
  const rows = await sql<AreaRow[]>`
    SELECT ${feature(sql)} AS feature FROM excluded_areas WHERE ${condition} ORDER BY seq`;
  return rows.map((row) => row.feature);
}

/** Adds an area. @param owner the account to whose pictures it applies; null for everybody's */
export async function insertArea(sql: Queryable, area: NewArea, owner: string | null): Promise<AreaFeature> {
  const rows = await sql<AreaRow[]>`
    INSERT INTO excluded_areas (label, is_public, account_id, geom)
    VALUES (${area.label}, ${area.is_public}, ${owner}, ${multiPolygon(sql, sql`${JSON.stringify(area.geometry)}`)})
    RETURNING ${feature(sql)} AS feature`;
  return onlyRow(rows).feature;
}

/**
 * Adds an area for the pictures of an account.
 * @returns undefined when the account already has `quota` areas
 */
export async function insertOwnArea(
  tx: Transaction,
  area: NewArea,
  owner: string,
  quota: number,
): Promise<AreaFeature | undefined> {
  // Concurrent requests wait for each other; otherwise each of them would find room for one more.
  await tx`SELECT id FROM accounts WHERE id = ${owner} FOR NO KEY UPDATE`;
  const rows = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM excluded_areas WHERE account_id = ${owner}`;
  return onlyRow(rows).count < quota ? await insertArea(tx, area, owner) : undefined;
}

/** An area that is not a valid polygon. */
export interface InvalidAreaRow {
  /** Its place in the list, counted from 0. */
  place: number;
  /** What is wrong, in PostGIS's words, which are English. */
  reason: string;
}

/** The first area that is not a valid polygon. */
export async function findInvalidArea(sql: Queryable, areas: NewArea[]): Promise<InvalidAreaRow | undefined> {
  const [row] = await sql<InvalidAreaRow[]>`
    SELECT place::int - 1 AS place, ST_IsValidReason(geom) AS reason
    FROM jsonb_array_elements(${JSON.stringify(areas)}::text::jsonb) WITH ORDINALITY AS given(area, place),
      LATERAL (SELECT ${multiPolygon(sql, sql`area ->> 'geometry'`)} AS geom) AS read
    WHERE NOT ST_IsValid(geom) ORDER BY place LIMIT 1`;
  return row;
}

/** Deletes the areas that apply to everybody; those of single accounts stay. */
export async function deleteGeneralAreas(tx: Transaction): Promise<void> {
  await tx`DELETE FROM excluded_areas WHERE account_id IS NULL`;
}

/** Adds areas that apply to everybody, in the given order. */
export async function insertGeneralAreas(tx: Transaction, areas: NewArea[]): Promise<void> {
  await tx`
    INSERT INTO excluded_areas (label, is_public, geom)
    SELECT area ->> 'label', (area ->> 'is_public')::boolean, ${multiPolygon(tx, tx`area ->> 'geometry'`)}
    FROM jsonb_array_elements(${JSON.stringify(areas)}::text::jsonb) WITH ORDINALITY AS given(area, place)
    ORDER BY place`;
}

/** Excludes the rest of the world for everybody, in pieces small enough for the index to be selective. */
export async function insertAreasAround(tx: Transaction, areas: NewArea[]): Promise<void> {
  await tx`
    WITH kept AS (
      SELECT ST_Union(${multiPolygon(tx, tx`area ->> 'geometry'`)}) AS geom
      FROM jsonb_array_elements(${JSON.stringify(areas)}::text::jsonb) AS given(area)
    )
    INSERT INTO excluded_areas (is_public, geom)
    SELECT true, ST_Multi(piece)
    FROM kept, ST_Subdivide(ST_Difference(ST_MakeEnvelope(-180, -90, 180, 90, 4326), kept.geom), 5) AS piece`;
}

/** @returns whether there was such an area, belonging to the owner if one is given */
export async function deleteArea(sql: Queryable, id: string, owner?: string): Promise<boolean> {
  const { count } = await sql`
    DELETE FROM excluded_areas WHERE id = ${id} ${owner === undefined ? sql`` : sql`AND account_id = ${owner}`}`;
  return count > 0;
}

function feature(sql: Queryable): Fragment {
  return sql`json_build_object('type', 'Feature', 'geometry', ST_AsGeoJSON(geom, 15)::json, 'properties',
    json_strip_nulls(json_build_object('id', id, 'label', label, 'is_public', is_public, 'account_id', account_id)))`;
}

/** Turns a polygon into a multipolygon with one part, and drops altitudes. */
function multiPolygon(sql: Queryable, geoJson: Fragment): Fragment {
  return sql`ST_Multi(ST_Force2D(ST_GeomFromGeoJSON((${geoJson})::text)))`;
}
