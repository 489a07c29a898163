/** Counts the pictures of a cell, a moderate number of them in each query: on the embedded database, everybody waits for it. */
import type { Sql } from "../../core/db/sql.ts";
import { type Box, type CellCounts, countInBox, type ExpiredCell, holdsMore } from "./queries.ts";

/** Pictures in one query. */
const MOST = 1000;
/** How often a box is cut into four: then it has about three metres, and what is in it is counted whatever its number. */
const DEEPEST = 12;
/** Degrees; a little more than half a step of the grid. Which cell a picture belongs to, PostGIS says. */
const REACH = 0.051;

const NONE: CellCounts = {
  nb_pictures: 0,
  nb_360_pictures: 0,
  nb_non_public_pictures: 0,
  nb_non_public_360_pictures: 0,
  nb_member_pictures: 0,
  nb_member_360_pictures: 0,
};

/** Counts a cell. What changes meanwhile marks the cell as expired once more. */
export async function countCell(
  sql: Sql,
  { cell, longitude, latitude }: ExpiredCell,
  most = MOST,
): Promise<CellCounts> {
  const count = async (box: Box, depth: number): Promise<CellCounts> => {
    if (depth === DEEPEST || !await holdsMore(sql, box, most)) return await countInBox(sql, { cell }, box);
    let sum = NONE;
    for (const quarter of quarters(box)) sum = add(sum, await count(quarter, depth + 1));
    return sum;
  };
  return await count({
    west: longitude - REACH,
    south: latitude - REACH,
    east: longitude + REACH,
    north: latitude + REACH,
  }, 0);
}

function quarters({ west, south, east, north }: Box): Box[] {
  const middle = (west + east) / 2, centre = (south + north) / 2;
  return [
    { west, south, east: middle, north: centre },
    { west: middle, south, east, north: centre },
    { west, south: centre, east: middle, north },
    { west: middle, south: centre, east, north },
  ];
}

function add(one: CellCounts, other: CellCounts): CellCounts {
  return {
    nb_pictures: one.nb_pictures + other.nb_pictures,
    nb_360_pictures: one.nb_360_pictures + other.nb_360_pictures,
    nb_non_public_pictures: one.nb_non_public_pictures + other.nb_non_public_pictures,
    nb_non_public_360_pictures: one.nb_non_public_360_pictures + other.nb_non_public_360_pictures,
    nb_member_pictures: one.nb_member_pictures + other.nb_member_pictures,
    nb_member_360_pictures: one.nb_member_360_pictures + other.nb_member_360_pictures,
  };
}
