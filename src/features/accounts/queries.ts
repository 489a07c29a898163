import type { Queryable, Sql } from "../../core/db/sql.ts";
import { onlyRow } from "../../core/db/rows.ts";
import type { Visibility } from "../../core/settings/mod.ts";
import { type Account, type AccountRow, toAccount } from "../../core/http/account.ts";

/** Accounts with exactly this name; names are not unique. */
export async function findAccountsByName(sql: Queryable, name: string): Promise<Account[]> {
  const rows = await sql<AccountRow[]>`
    SELECT id, name, role, tos_accepted FROM accounts WHERE name = ${name} ORDER BY created_at, id`;
  return rows.map(toAccount);
}

/** The account with this id. */
export async function findAccountById(sql: Queryable, id: string): Promise<Account | undefined> {
  const [row] = await sql<AccountRow[]>`SELECT id, name, role, tos_accepted FROM accounts WHERE id = ${id}`;
  return row && toAccount(row);
}

/** Makes an account; the database gives it its first token. */
export async function insertAccount(sql: Queryable, name: string): Promise<Account> {
  return toAccount(onlyRow(
    await sql<AccountRow[]>`
    INSERT INTO accounts (name) VALUES (${name}) RETURNING id, name, role, tos_accepted`,
  ));
}

/** Gives an account a role. */
export async function updateRole(sql: Queryable, id: string, role: Account["role"]): Promise<void> {
  await sql`UPDATE accounts SET role = ${role} WHERE id = ${id}`;
}

/** Marks the sequences of an account as deleted. @returns how many were not before */
export async function hideSequencesOfAccount(sql: Queryable, id: string): Promise<number> {
  const { count } = await sql`
    UPDATE sequences SET status = 'deleted' WHERE id IN (
      SELECT id FROM sequences WHERE account_id = ${id} AND status <> 'deleted' ORDER BY id FOR NO KEY UPDATE)`;
  return count;
}

/** What `deleteDataOfAccount()` would delete. */
export async function countDataOfAccount(
  sql: Queryable,
  id: string,
): Promise<{ pictures: number; uploadSets: number; sequences: number }> {
  const rows = await sql<{ pictures: number; uploadSets: number; sequences: number }[]>`
    SELECT (SELECT count(*)::int FROM pictures WHERE account_id = ${id}) AS pictures,
      (SELECT count(*)::int FROM upload_sets WHERE account_id = ${id}) AS "uploadSets",
      (SELECT count(*)::int FROM sequences WHERE account_id = ${id} AND status <> 'deleted') AS sequences`;
  return onlyRow(rows);
}

/** Deletes some pictures of an account; upload sets go with their last picture. @returns how many of both */
export function deleteSomePictures(
  sql: Sql,
  accountId: string,
  limit: number,
): Promise<{ pictures: number; uploadSets: number }> {
  return sql.begin(async (tx) => {
    const chosen = await tx<{ id: string; upload_set_id: string | null }[]>`
      SELECT id, upload_set_id FROM pictures WHERE account_id = ${accountId} LIMIT ${limit}`;
    const sets = [...new Set(chosen.map(({ upload_set_id }) => upload_set_id).filter((id) => id !== null))];
    // In the order of locks of all transactions: upload sets, pictures, sequences.
    await tx`SELECT FROM upload_sets WHERE id = ANY (${sets}) ORDER BY id FOR UPDATE`;
    const ids = chosen.map(({ id }) => id);
    await tx`SELECT FROM pictures WHERE id = ANY (${ids}) ORDER BY id FOR UPDATE`;
    const pictures = await tx`DELETE FROM pictures WHERE id = ANY (${ids})`;
    const { left } = onlyRow(
      await tx<{ left: number }[]>`SELECT count(*)::int AS left FROM upload_sets WHERE id = ANY (${sets})`,
    );
    return { pictures: pictures.count, uploadSets: sets.length - left };
  });
}

/** Deletes some upload sets of an account with what is left in them. @returns how many */
export async function deleteSomeUploadSets(sql: Queryable, accountId: string, limit: number): Promise<number> {
  const { count } = await sql`
    DELETE FROM upload_sets
    WHERE id IN (SELECT id FROM upload_sets WHERE account_id = ${accountId} ORDER BY id LIMIT ${limit} FOR UPDATE)`;
  return count;
}

/** Defaults for everybody, kept in the database. */
export interface Defaults {
  default_visibility: Visibility;
  /** null: as if it were true. */
  collaborative_metadata: boolean | null;
}

/** Writes defaults where the database has none yet. @returns those it has now */
export async function writeMissingDefaults(sql: Sql, wanted: Defaults): Promise<Defaults> {
  return onlyRow(
    await sql<Defaults[]>`
    UPDATE configurations SET
      default_visibility = coalesce(default_visibility, ${wanted.default_visibility}),
      collaborative_metadata = coalesce(collaborative_metadata, ${wanted.collaborative_metadata})
    RETURNING default_visibility, collaborative_metadata`,
  );
}

/** What `/api/configuration` shows of the database. */
interface ConfigurationRow {
  /** Distances in metres, times in seconds, rotations in degrees. */
  defaults: {
    collaborative_metadata: boolean | null;
    default_visibility: Visibility;
    split_distance: number | null;
    split_time: number | null;
    duplicate_distance: number | null;
    duplicate_rotation: number | null;
  };
  pages: string[];
}

/** The parameters kept in the database, and the names of the pages that exist. */
export async function readConfiguration(sql: Queryable): Promise<ConfigurationRow> {
  return onlyRow(
    await sql<ConfigurationRow[]>`
    SELECT jsonb_build_object('collaborative_metadata', collaborative_metadata, 'default_visibility', default_visibility,
        'split_distance', default_split_distance, 'split_time', extract(epoch FROM default_split_time)::float8,
        'duplicate_distance', default_duplicate_distance, 'duplicate_rotation', default_duplicate_rotation) AS defaults,
      ARRAY(SELECT DISTINCT name FROM pages ORDER BY name) AS pages
    FROM configurations`,
  );
}
