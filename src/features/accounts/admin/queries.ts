import type { Queryable, Sql } from "../../../core/db/sql.ts";

/** An account as administrators see it. */
export interface AdministeredUserRow {
  id: string;
  name: string;
  role: "user" | "admin";
  is_default: boolean;
  created_at: string;
  nb_sequences: number;
}

/** All accounts, oldest first. */
export async function listAdministeredUsers(sql: Queryable, limit: number): Promise<AdministeredUserRow[]> {
  return await sql<AdministeredUserRow[]>`
    SELECT a.id, a.name, a.role, coalesce(a.is_default, FALSE) AS is_default, a.created_at,
      (SELECT count(*)::int FROM sequences s WHERE s.account_id = a.id AND s.status <> 'deleted') AS nb_sequences
    FROM accounts a ORDER BY a.created_at, a.id LIMIT ${limit}`;
}

/**
 * Gives an account a role.
 * @returns `unknown` when there is no such account, `last administrator` when nobody could log in as one afterwards
 */
export async function setRole(
  sql: Sql,
  id: string,
  role: AdministeredUserRow["role"],
): Promise<"done" | "unknown" | "last administrator"> {
  return await sql.begin(async (tx) => {
    // In one order, so that two administrators cannot take the role from each other at once.
    const administrators = await tx<{ id: string; is_default: boolean }[]>`
      SELECT id, coalesce(is_default, FALSE) AS is_default FROM accounts WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    const others = administrators.filter((account) => account.id !== id && !account.is_default);
    const isAdministrator = administrators.some((account) => account.id === id);
    if (role !== "admin" && isAdministrator && others.length === 0) return "last administrator";
    const rows = await tx`UPDATE accounts SET role = ${role} WHERE id = ${id} RETURNING id`;
    return rows.length > 0 ? "done" : "unknown";
  });
}
