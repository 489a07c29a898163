/** Rows for tests of the schema, with the least that each table asks for. */
import type { Queryable } from "../../../../src/core/db/sql.ts";

type Values = Record<string, unknown>;

/** Inserts an account, by default one named bob. */
export async function insertAccount(sql: Queryable, values: Values = {}): Promise<string> {
  const [{ id }] = await sql<[{ id: string }]>`INSERT INTO accounts ${
    sql({ name: "bob", ...values } as Values)
  } RETURNING id`;
  return id;
}

/** The account that owns what anonymous callers send. */
export async function defaultAccount(sql: Queryable): Promise<string> {
  const [{ id }] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
  return id;
}

/** Inserts an upload set, by default of the default account. */
export async function insertUploadSet(sql: Queryable, values: Values = {}): Promise<string> {
  const row = { account_id: await defaultAccount(sql), title: "a set", ...values };
  const [{ id }] = await sql<[{ id: string }]>`INSERT INTO upload_sets ${sql(row as Values)} RETURNING id`;
  return id;
}

/** Inserts a sequence, by default of the default account. */
export async function insertSequence(sql: Queryable, values: Values = {}): Promise<string> {
  const row = { account_id: await defaultAccount(sql), ...values };
  const [{ id }] = await sql<[{ id: string }]>`INSERT INTO sequences ${sql(row as Values)} RETURNING id`;
  return id;
}

/** Inserts a picture, by default of the default account, at 2° east and 48° north. */
export async function insertPicture(sql: Queryable, values: Values = {}): Promise<string> {
  const row = { account_id: await defaultAccount(sql), geom: point(2, 48), metadata: {}, ...values };
  const [{ id }] = await sql<[{ id: string }]>`INSERT INTO pictures ${sql(row as Values)} RETURNING id`;
  return id;
}

/** Puts pictures into a sequence, at ranks 1, 2, 3… */
export async function linkPictures(sql: Queryable, sequence: string, pictures: string[]): Promise<void> {
  await sql`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${sequence}, rank, picture FROM unnest(${pictures}::uuid[]) WITH ORDINALITY AS given(picture, rank)`;
}

/** Inserts a sequence with one picture for each position. */
export async function insertSequenceAlong(sql: Queryable, positions: [number, number][], values: Values = {}) {
  const sequence = await insertSequence(sql, values);
  const pictures: string[] = [];
  for (const [index, [longitude, latitude]] of positions.entries()) {
    const ts = new Date(Date.UTC(2024, 0, 1, 12, 0, index)).toISOString();
    pictures.push(await insertPicture(sql, { geom: point(longitude, latitude), ts }));
  }
  await linkPictures(sql, sequence, pictures);
  // Tests name no more pictures than they gave positions for.
  return { sequence, pictures: pictures as string[] & Record<0 | 1 | 2 | 3, string> };
}

/** A position as PostGIS reads it, WGS 84. */
export function point(longitude: number, latitude: number): string {
  return `SRID=4326;POINT(${longitude} ${latitude})`;
}
