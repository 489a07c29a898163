/** The counts of a cell. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";

/** Columns of `pictures_aggregate_grid`, named as in `ScaledCount`. */
export function gridCounts(sql: Queryable): Fragment {
  return sql`nb_pictures AS number, nb_360_pictures AS number_360, nb_pictures - nb_360_pictures AS number_flat,
    nb_pictures + nb_member_pictures AS logged_number,
    nb_360_pictures + nb_member_360_pictures AS logged_number_360`;
}

/** The scale of one count. Both numbers are null when all cells are empty. */
export interface CountScale {
  /** Of the non-empty cells. */
  median: number | null;
  most: number | null;
}

/** The counts of a cell by which maps colour it; `logged_…` includes what everybody who is logged in may see. */
export const SCALED_COUNTS = ["number", "number_360", "number_flat", "logged_number", "logged_number_360"] as const;
/** A count that has a coefficient from 0 to 1 in tiles. */
export type ScaledCount = (typeof SCALED_COUNTS)[number];
/** For each count, what makes a cell's number a coefficient. */
export type GridScale = Record<ScaledCount, CountScale>;
