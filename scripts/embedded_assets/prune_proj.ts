/** Makes PROJ's database small: it is in memory, and only two of its 13,000 reference systems are asked for. */
import { DatabaseSync } from "node:sqlite";

/** The projection of map tiles; positions are in the one it is made from, WGS 84. */
const WEB_MERCATOR = "3857";

/** Tables of other kinds of reference systems, and of ways between them. */
const UNUSED = [
  "alias_name",
  "compound_crs",
  "concatenated_operation",
  "concatenated_operation_step",
  "coordinate_metadata",
  "deprecation",
  "engineering_crs",
  "engineering_datum",
  "grid_alternatives",
  "grid_transformation",
  "helmert_transformation_table",
  "other_transformation",
  "supersession",
  "vertical_crs",
  "vertical_datum",
];

const REMOVAL = `
  DELETE FROM projected_crs WHERE auth_name <> 'EPSG' OR code <> '${WEB_MERCATOR}';
  DELETE FROM conversion_table WHERE (auth_name, code) NOT IN
    (SELECT conversion_auth_name, conversion_code FROM projected_crs);
  DELETE FROM usage WHERE object_auth_name <> 'EPSG'
    OR object_table_name NOT IN ('projected_crs', 'geodetic_crs', 'geodetic_datum')
    OR (object_table_name = 'projected_crs' AND object_code <> '${WEB_MERCATOR}');
  DELETE FROM extent WHERE (auth_name, code) NOT IN (SELECT extent_auth_name, extent_code FROM usage);
  ${UNUSED.map((table) => `DELETE FROM ${table};`).join("\n")}`;

/** All that is made by a statement, but for statistics. */
const PARTS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";

/**
 * Writes a database with geographic reference systems, their datums and units, and the projection of map tiles, without other
 * projections and ways from one datum to another. It is copied row by row: VACUUM attaches a database, which Deno allows only
 * to programs that may do everything.
 * @param from changed on the way
 */
export function pruneProjDatabase(from: string, to: string): void {
  // Deno 2.4 cannot dispose of these.
  const source = new DatabaseSync(from, { enableForeignKeyConstraints: false });
  const target = new DatabaseSync(to, { enableForeignKeyConstraints: false });
  try {
    copyDatabase(source, target);
  } finally {
    source.close();
    target.close();
  }
}

function copyDatabase(source: DatabaseSync, target: DatabaseSync): void {
  source.exec(REMOVAL);
  target.exec("BEGIN");
  const parts = source.prepare(PARTS).all();
  const create = (isWanted: (type: unknown) => boolean) => {
    for (const { type, sql } of parts) if (isWanted(type)) target.exec(String(sql));
  };
  create((type) => type === "table");
  for (const { type, name } of parts) if (type === "table") copyRows(source, target, String(name));
  // Triggers would check each row again.
  create((type) => type !== "table");
  target.exec("COMMIT");
}

function copyRows(source: DatabaseSync, target: DatabaseSync, table: string): void {
  for (const row of source.prepare(`SELECT * FROM "${table}"`).iterate()) {
    const values = Object.values(row);
    target.prepare(`INSERT INTO "${table}" VALUES (${values.map(() => "?").join()})`).run(...values);
  }
}
