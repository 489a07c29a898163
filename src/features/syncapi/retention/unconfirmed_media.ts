/** Deletes files of cameras whose process was killed before their row was committed. */
import type { Sql } from "../../../core/db/sql.ts";
import type { Services } from "../../../core/services.ts";
import { ALLSKY_FOLDER, settleUnconfirmed, type Store } from "../../../core/storage/mod.ts";
import type { PeriodicTask } from "../../jobs/mod.ts";

/**
 * Removes what interrupted uploads of cameras left: no client was told that it is safe, and no row names it.
 * @param olderThan milliseconds since the last byte was written; by default an hour, after which no upload can be under way
 */
export async function removeUnconfirmedMedia({ sql, stores }: Services, olderThan?: number): Promise<void> {
  const { permanent } = stores;
  await settleUnconfirmed(permanent, {
    feature: "allsky",
    olderThan,
    isTheirs: (path) => path.startsWith(`${ALLSKY_FOLDER}/`),
    removeUnlessKnown: ({ path }) => removeWithoutRow(sql, permanent, path),
  });
}

/**
 * Removes a file that no row names.
 * @param path in the store
 * @returns whether there was no row
 */
export async function removeWithoutRow(sql: Sql, store: Store, path: string): Promise<boolean> {
  return await sql.begin(async (tx) => {
    // Another upload of the same name writes its row before its file, in one transaction: none is in between any more.
    await tx`LOCK TABLE allsky_assets IN SHARE MODE`;
    const rows = await tx<{ found: number }[]>`
      SELECT 1 AS found FROM allsky_assets WHERE path = ${path.slice(ALLSKY_FOLDER.length + 1)}`;
    if (rows.length > 0) return false;
    await store.remove(path);
    return true;
  });
}

/** Every hour. */
export const removeUnconfirmedMediaTask: PeriodicTask = {
  name: "removing files of interrupted uploads of cameras",
  pattern: () => "27 * * * *",
  run: (services) => removeUnconfirmedMedia(services),
};
