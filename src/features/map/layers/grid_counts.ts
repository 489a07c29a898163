/** The counts of a cell. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";

/** Columns of `pictures_aggregate_grid` under the names by which they are scaled. */
export function gridCounts(sql: Queryable): Fragment {
  return sql`nb_pictures AS number, nb_360_pictures AS number_360, nb_pictures - nb_360_pictures AS number_flat,
    nb_pictures + nb_member_pictures AS logged_number,
    nb_360_pictures + nb_member_360_pictures AS logged_number_360`;
}
