import { onlyRow } from "../../core/db/rows.ts";
import type { Queryable, Transaction } from "../../core/db/sql.ts";
import type { Visibility } from "../../core/settings/mod.ts";

/** Where processes hear that settings were changed. */
export const CHANNEL = "panoramax_settings";

/** Settings that are stored, as texts by name. */
export async function readStored(sql: Queryable): Promise<Record<string, string>> {
  const rows = await sql<{ name: string; value: string }[]>`SELECT name, value FROM instance_settings`;
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Makes others who change settings wait until this transaction ends. */
export async function lockStored(tx: Transaction): Promise<void> {
  await tx`LOCK TABLE instance_settings IN SHARE ROW EXCLUSIVE MODE`;
}

/** Stores settings, and has every process hear of it; null for those that are not to be stored any more. */
export async function store(tx: Transaction, changes: Record<string, string | null>): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) await tx`DELETE FROM instance_settings WHERE name = ${name}`;
    else {
      await tx`
        INSERT INTO instance_settings (name, value) VALUES (${name}, ${value})
        ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, changed_at = now()`;
    }
  }
  await tx`SELECT pg_notify(${CHANNEL}, '')`;
}

/** What counts for accounts that chose nothing; both are kept in the database since geovisio. */
export interface DefaultsRow {
  default_visibility: Visibility | null;
  collaborative_metadata: boolean | null;
}

/** The defaults of accounts. */
export async function readDefaults(sql: Queryable): Promise<DefaultsRow> {
  return onlyRow(await sql<DefaultsRow[]>`SELECT default_visibility, collaborative_metadata FROM configurations`);
}

/** Changes the defaults of accounts. */
export async function writeDefaults(sql: Queryable, defaults: DefaultsRow): Promise<void> {
  await sql`UPDATE configurations SET ${sql({ ...defaults })}`;
}
