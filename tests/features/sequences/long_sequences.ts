/** Two sequences of the size that counts as long, and what may happen to them. */
import { jsonb } from "../../../src/core/db/json.ts";
import type { Queryable, Sql, Transaction } from "../../../src/core/db/sql.ts";
import { deletePictures } from "../../../src/features/pictures/queries.ts";
import { movePictures } from "../../../src/features/sequences/arrange_queries.ts";
import { uuid } from "../stac/seeds.ts";

export const FIRST = uuid(1), SECOND = uuid(2);

/** Whom a sequence has, by their ranks; ids are those of all pictures that were ever made. */
export async function seed(sql: Sql, sizes: [number, number]): Promise<void> {
  await sql`DELETE FROM job_queue`;
  await sql`DELETE FROM sequences`;
  await sql`DELETE FROM pictures`;
  for (const [index, id] of [FIRST, SECOND].entries()) {
    await sql`
      INSERT INTO sequences (id, account_id, status, metadata)
      SELECT ${id}, id, 'waiting-for-process', '{}' FROM accounts WHERE is_default`;
    await addPictures(sql, id, { from: index * 10_000, count: sizes[index]! });
  }
  await sql`UPDATE sequences SET status = 'ready'`;
  await sql`SELECT refresh_sequences(ARRAY(SELECT id FROM sequences))`;
  await sql`SELECT compute_pictures_aggregate_grid()`;
  await sql`DELETE FROM job_queue`;
}

/** Pictures of a road; every 40th was taken where and when the one before was, and one looks worse than all others. */
export async function addPictures(sql: Queryable, sequence: string, { from, count }: { from: number; count: number }) {
  await sql`
    WITH made AS (
      INSERT INTO pictures (id, account_id, geom, ts, metadata, status, gps_accuracy_m, exif)
      SELECT md5(n::text)::uuid, account.id,
        ST_SetSRID(ST_MakePoint(2 + ${from}::int / 100000.0 + step * 0.0002, 48 + 0.001 * sin(step / 9.0)), 4326),
        timestamptz '2024-05-01T10:00:00Z' + make_interval(secs => step),
        jsonb_build_object('type', 'flat', 'make', 'A', 'model', 'B', 'width', 4000, 'field_of_view', 80), 'ready', n, '{}'
      FROM generate_series(${from}::int, ${
    from + count - 1
  }::int) AS n, LATERAL (SELECT n - n / 40 AS step) AS road, accounts account
      WHERE is_default
      ON CONFLICT DO NOTHING
      RETURNING id, ts
    )
    INSERT INTO sequences_pictures (seq_id, pic_id, rank)
    SELECT ${sequence}, id, coalesce((SELECT max(rank) FROM sequences_pictures WHERE seq_id = ${sequence}), 0)
      + row_number() OVER (ORDER BY ts, id) FROM made`;
}

/** Some pictures of a sequence, by their places in its order, and somewhere or some time to go. */
export interface Choice {
  sequence: string;
  ids: string[];
  number: number;
}

const PLACES = [[180, 10], [-180, -10], [179.9999, 48], [-179.9999, 48], [0, 90], [12, -90], [0, 0], [-90.5, 48], [
  2.05,
  48,
], [
  2.0000002,
  48,
]];

/** What may happen to pictures. */
export const DEEDS: Record<string, (sql: Transaction, choice: Choice) => Promise<unknown>> = {
  hide: (sql, { ids }) => sql`UPDATE pictures SET visibility = 'logged-only' WHERE id = ANY (${ids}::uuid[])`,
  "for oneself": (sql, { ids }) => sql`UPDATE pictures SET visibility = 'owner-only' WHERE id = ANY (${ids}::uuid[])`,
  show: (sql, { ids }) => sql`UPDATE pictures SET visibility = 'anyone' WHERE id = ANY (${ids}::uuid[])`,
  "show all": (sql) => sql`UPDATE pictures SET visibility = NULL WHERE visibility <> 'anyone'`,
  "hide in the old way": (sql, { ids }) => sql`UPDATE pictures SET status = 'hidden' WHERE id = ANY (${ids}::uuid[])`,
  "show in the old way": (sql, { ids }) => sql`UPDATE pictures SET status = 'ready' WHERE id = ANY (${ids}::uuid[])`,
  "delete later": (sql, { ids }) =>
    sql`UPDATE pictures SET status = 'waiting-for-delete' WHERE id = ANY (${ids}::uuid[])`,
  "hide all but these": (sql, { ids, sequence }) =>
    sql`UPDATE pictures SET visibility = 'owner-only' WHERE id <> ALL (${ids}::uuid[])
      AND id IN (SELECT pic_id FROM sequences_pictures WHERE seq_id = ${sequence})`,
  move: (sql, { ids, number }) => {
    const [x, y] = PLACES[number % PLACES.length]!;
    return sql`UPDATE pictures SET geom = ST_SetSRID(ST_MakePoint(${x!}::float8, ${y!}::float8), 4326)
      WHERE id = ANY (${ids}::uuid[])`;
  },
  "move a bit": (sql, { ids, number }) =>
    sql`UPDATE pictures SET geom = ST_Translate(geom, 0.00001 * ${number}::int, -0.00001) WHERE id = ANY (${ids}::uuid[])`,
  "move onto others": (sql, { ids, number }) =>
    sql`UPDATE pictures SET geom = coalesce((SELECT geom FROM pictures ORDER BY id OFFSET ${
      number % 20
    }::int LIMIT 1), geom)
      WHERE id = ANY (${ids}::uuid[])`,
  "move to the outermost latitude": (sql, { ids }) =>
    sql`UPDATE pictures SET geom = ST_SetSRID(ST_MakePoint(ST_X(geom), (SELECT max(ST_Y(geom)) FROM pictures)), 4326)
      WHERE id = ANY (${ids}::uuid[])`,
  "take first": (sql, { ids, sequence }) =>
    sql`UPDATE pictures SET ts = (SELECT min_picture_ts FROM sequences WHERE id = ${sequence})
      WHERE id = ANY (${ids}::uuid[]) AND EXISTS (SELECT FROM sequences WHERE id = ${sequence} AND nb_pictures > 0)`,
  "take last": (sql, { ids, sequence }) =>
    sql`UPDATE pictures SET ts = (SELECT max_picture_ts FROM sequences WHERE id = ${sequence})
      WHERE id = ANY (${ids}::uuid[]) AND EXISTS (SELECT FROM sequences WHERE id = ${sequence} AND nb_pictures > 0)`,
  "take at another time": (sql, { ids, number }) =>
    sql`UPDATE pictures SET ts = ts + make_interval(hours => ${number - 500}::int) WHERE id = ANY (${ids}::uuid[])`,
  "take at the same time": (sql, { ids }) =>
    sql`UPDATE pictures SET ts = '2024-05-01T10:05:00Z' WHERE id = ANY (${ids}::uuid[])`,
  "move and hide": (sql, { ids, number }) =>
    sql`UPDATE pictures SET geom = ST_Translate(geom, 0.1, 0.1), ts = ts - interval '1 day',
      visibility = CASE WHEN ${number}::int % 2 = 0 THEN 'owner-only' ELSE 'anyone' END::visibility_status
      WHERE id = ANY (${ids}::uuid[])`,
  swap: (sql, { ids }) =>
    sql`UPDATE pictures SET geom = other.geom, ts = other.ts FROM pictures other
      WHERE pictures.id = ANY (${ids.slice(0, 2)}::uuid[]) AND other.id = ANY (${ids.slice(0, 2)}::uuid[])
        AND other.id <> pictures.id`,
  unlink: (sql, { ids, sequence }) =>
    sql`DELETE FROM sequences_pictures WHERE pic_id = ANY (${ids}::uuid[]) AND seq_id = ${sequence}`,
  "delete many": async (sql, { ids }) => {
    await deletePictures(sql, ids);
  },
  "delete one by one": async (sql, { ids }) => {
    for (const id of ids.slice(0, 3)) await deletePictures(sql, [id]);
  },
  "delete with its links": (sql, { ids }) => sql`DELETE FROM pictures WHERE id = ANY (${ids.slice(0, 3)}::uuid[])`,
  add: async (sql, { sequence, number }) => {
    // One after the other, as dispatches of an upload set: two that begin at once would count the same ranks.
    await sql`SELECT pg_advisory_xact_lock(1)`;
    await addPictures(sql, sequence, { from: 20_000 + number, count: 1 + number % 12 });
  },
  "link to the other": (sql, { ids, sequence }) =>
    sql`INSERT INTO sequences_pictures (seq_id, pic_id, rank)
      SELECT other.id, p.id, (SELECT max(rank) FROM sequences_pictures) + row_number() OVER (ORDER BY p.id)
      FROM sequences other, pictures p WHERE other.id <> ${sequence} AND p.id = ANY (${ids}::uuid[])
        AND NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = other.id AND pic_id = p.id)`,
  "pass to the other": async (sql, { ids, sequence }) => {
    const to = sequence === FIRST ? SECOND : FIRST;
    const [place] = await sql<[{ rank: number }]>`SELECT max(rank)::int + 1 AS rank FROM sequences_pictures`;
    const strange = await sql<{ id: string }[]>`
      SELECT id FROM unnest(${ids}::uuid[]) AS id
      WHERE NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = ${to} AND pic_id = id)`;
    const pictureIds = strange.map(({ id }) => id);
    await movePictures(sql, { from: sequence, to, pictureIds, firstRank: place.rank });
  },
  turn: (sql, { sequence }) => sql`UPDATE sequences_pictures SET rank = 200000 - rank WHERE seq_id = ${sequence}`,
  "sequence for members": (sql, { sequence }) =>
    sql`UPDATE sequences SET visibility = 'logged-only' WHERE id = ${sequence}`,
  "sequence for oneself": (sql, { sequence }) =>
    sql`UPDATE sequences SET visibility = 'owner-only' WHERE id = ${sequence}`,
  "sequence for anyone": (sql, { sequence }) => sql`UPDATE sequences SET visibility = 'anyone' WHERE id = ${sequence}`,
  "hide the sequence in the old way": (sql, { sequence }) =>
    sql`UPDATE sequences SET status = 'hidden' WHERE id = ${sequence}`,
  "delete the sequence": (sql, { sequence }) => sql`UPDATE sequences SET status = 'deleted' WHERE id = ${sequence}`,
  "other metadata": (sql, { ids }) =>
    sql`UPDATE pictures SET gps_accuracy_m = 99, metadata = metadata || ${
      jsonb(sql, { title: "x" })
    } WHERE id = ANY (${ids}::uuid[])`,
};
/** After which the date and how exact places are may be true only of those that were there before, until the next look. */
export const ADDING = new Set(["show", "show all", "show in the old way", "move and hide"]);
/** What needs computing elsewhere: those who change that ask for it. */
export const ASKING = new Set(["add", "link to the other", "pass to the other", "other metadata"]);
