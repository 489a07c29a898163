/** The counts of a cell. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";

/** Columns of `pictures_aggregate_grid` under the names by which they are scaled. */
export function gridCounts(sql: Queryable): Fragment {
  return sql`nb_pictures AS number, nb_360_pictures AS number_360, nb_pictures - nb_360_pictures AS number_flat,
    nb_pictures + nb_member_pictures AS logged_number,
    nb_360_pictures + nb_member_360_pictures AS logged_number_360`;
}

/** Of one count. Both are null where no cell has any. */
export interface CountScale {
  /** Of the cells that have any. */
  median: number | null;
  most: number | null;
}

/** The counts of a cell by which maps colour it; those of members include what all who are logged in may see. */
export const SCALED_COUNTS = ["number", "number_360", "number_flat", "logged_number", "logged_number_360"] as const;
export type ScaledCount = (typeof SCALED_COUNTS)[number];
export type GridScale = Record<ScaledCount, CountScale>;
