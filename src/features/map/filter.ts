/** The `filter` of tiles of one user. */
import {
  collectionField,
  compileExpression,
  type Expression,
  readCollectionFilter,
  type SqlPiece,
} from "../stac/mod.ts";

/** The filter of a tile, as conditions on the tables. */
export interface TileFilter {
  /** On `sequences` as `s`. */
  sequences: SqlPiece;
  /** On `sequences` as `s` and `pictures` as `p`; undefined when the filter does not affect pictures. */
  pictures?: SqlPiece;
}

/**
 * Reads the filter; undefined for none. It selects sequences. A filter on visibility also selects pictures: those with this
 * visibility, and those in sequences with it.
 * @throws ApiError 400
 */
export function readTileFilter(text: string | undefined): TileFilter | undefined {
  return readCollectionFilter(text, (expression) => {
    const sequences = compileExpression(expression, collectionField);
    if (!namesVisibility(expression)) return { sequences };
    const ofPicture = compileExpression(expression, (name) => {
      const field = collectionField(name);
      return name === "visibility" ? { ...field, column: (sql) => sql`p.visibility` } : field;
    });
    return { sequences, pictures: (sql) => sql`(${ofPicture(sql)} OR ${sequences(sql)})` };
  });
}

function namesVisibility(expression: Expression): boolean {
  switch (expression.kind) {
    case "and":
    case "or":
      return namesVisibility(expression.left) || namesVisibility(expression.right);
    case "not":
      return namesVisibility(expression.operand);
    case "constant":
      return false;
    default:
      return expression.property === "visibility";
  }
}
