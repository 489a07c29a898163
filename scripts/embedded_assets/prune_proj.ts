/** Makes PROJ's database small: it is in memory, and only two of its 13,000 reference systems are asked for. */
import { DatabaseSync } from "node:sqlite";

/** The projection of map tiles; positions are in the one it is made from, WGS 84. */
const WEB_MERCATOR = "3857";

/**
 * Keeps geographic reference systems, their datums and units, and the projection of map tiles. Other projections, and ways from one
 * datum to another, are removed.
 */
export function pruneProjDatabase(path: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    database.exec(`
      DELETE FROM projected_crs WHERE auth_name <> 'EPSG' OR code <> '${WEB_MERCATOR}';
      DELETE FROM conversion_table WHERE (auth_name, code) NOT IN
        (SELECT conversion_auth_name, conversion_code FROM projected_crs);
      DELETE FROM usage WHERE object_auth_name <> 'EPSG'
        OR object_table_name NOT IN ('projected_crs', 'geodetic_crs', 'geodetic_datum')
        OR (object_table_name = 'projected_crs' AND object_code <> '${WEB_MERCATOR}');
      DELETE FROM extent WHERE (auth_name, code) NOT IN (SELECT extent_auth_name, extent_code FROM usage);
      ${UNUSED.map((table) => `DELETE FROM ${table};`).join("\n")}
      VACUUM;`);
  } finally {
    database.close();
  }
}

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
