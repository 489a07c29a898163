/** A layer of a tile, before it is encoded. */
import type { SqlPiece } from "../../stac/mod.ts";

export interface Layer {
  name: "grid" | "sequences" | "pictures";
  /**
   * A query of its features: the column `geom` in units of the tile, and their attributes in the order they are written.
   * A row whose `geom` is NULL or empty is no feature, an attribute that is NULL is left out.
   * They come in an order that does not depend on the plan: the tile is known by the hash of its bytes.
   */
  features: SqlPiece;
}
