/** The way back to geovisio, and the end of it. */
import { rollbackWithin } from "../core/db/migrate/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import { AdoptionError } from "./geovisio.ts";
import {
  type Changes,
  countChanges,
  dropAside,
  isAdopted,
  listForeignViews,
  moveBack,
  waitForLocksAtMost,
} from "./schema_queries.ts";
import { ASIDE } from "./geovisio.ts";

/** Milliseconds to wait for somebody who uses a table. */
const PATIENCE = 10_000;

/**
 * What has happened since the adoption, which undoing it would lose. Edits of what was there are not counted.
 * @throws AdoptionError when nothing was adopted, or the adoption is finished
 */
export async function changesSinceAdoption(sql: Sql): Promise<Changes[]> {
  await requireAdopted(sql);
  return (await countChanges(sql)).filter(({ added, deleted }) => added > 0 || deleted > 0);
}

/** Removes our tables, and puts geovisio's back as they were, in one transaction. */
export async function undoAdoption(sql: Sql): Promise<void> {
  await requireAdopted(sql);
  await sql.begin(async (tx) => {
    await waitForLocksAtMost(tx, PATIENCE);
    await rollbackWithin(tx, { all: true });
    await moveBack(tx);
  });
}

/**
 * Deletes geovisio's tables for good.
 * @throws AdoptionError when there are none, or views of others still read them
 */
export async function finishAdoption(sql: Sql): Promise<void> {
  await requireAdopted(sql);
  const views = await listForeignViews(sql, ASIDE);
  if (views.length > 0) {
    throw new AdoptionError(
      `These views still read geovisio's tables: ${views.join(", ")}. Drop them, or make them again for the new tables`,
    );
  }
  await dropAside(sql);
}

async function requireAdopted(sql: Sql): Promise<void> {
  if (!await isAdopted(sql)) {
    throw new AdoptionError("No tables of geovisio wait aside: nothing was adopted, or the adoption is finished");
  }
}
