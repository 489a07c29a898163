/** What the histories of items and of collections have in common. */
import { z } from "@hono/zod-openapi";
import { isoOffset } from "../../../core/db/timestamps.ts";

/** Changes that are shown, the newest first. */
export const MOST_CHANGES = 200;

/** What a change replaced, by the names of columns and of keys of the metadata. */
export type ReplacedValues = Record<string, unknown>;

/** A change, as the database keeps it. */
export interface ChangeRow {
  id: string;
  /** PostgreSQL text in UTC. */
  ts: string;
  account_id: string;
  account_name: string;
  /** Null for one that no column shows. */
  before: ReplacedValues | null;
}

/** Fields of every change in an answer. */
export const changeFields = {
  id: z.uuid(),
  datetime: z.iso.datetime({ offset: true }),
  account: z.object({ id: z.uuid(), name: z.string() }),
  values: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
};

/**
 * Describes changes by what each wrote: what a later one replaced, or what is there now.
 * @param rows the newest first
 * @returns each row with the fields that every change has
 */
export function withNewValues<Row extends ChangeRow>(rows: Row[], present: ReplacedValues) {
  const now = { ...present };
  return rows.map((row) => {
    const before = row.before ?? {};
    const values = Object.entries(before).map(([name, value]) => ({ name, before: value, after: now[name] ?? null }));
    Object.assign(now, before);
    const account = { id: row.account_id, name: row.account_name };
    return { row, shown: { id: row.id, datetime: isoOffset(row.ts), account, values } };
  });
}
