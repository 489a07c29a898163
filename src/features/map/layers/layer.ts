/** A layer of a tile, before it is encoded. */
import type { SqlPiece } from "../../stac/mod.ts";

/** A layer of a vector tile. */
export interface Layer {
  name: "grid" | "sequences" | "pictures";
  /**
   * A query of its features: the column `geom` in units of the tile, then their attributes in the order they are written.
   * Rows whose `geom` is NULL or empty are skipped, and so are attributes that are NULL.
   * The order of rows must not depend on the query plan: the ETag of a tile is the hash of its bytes.
   */
  features: SqlPiece;
}
