/**
 * The scale that colours the cells of the grid: the median and maximum of each count, over the whole world. Reading it takes
 * longer than a tile does, so a process keeps it until the grid changes.
 */
import type { Sql } from "../../core/db/sql.ts";
import type { GridScale } from "./layers/grid_counts.ts";
import { readGridScale, readGridVersion } from "./queries.ts";

/** Keeps the scale of the grid for as long as the grid has not changed. */
export class GridScales {
  #known?: { version: string; scale: Promise<GridScale> };

  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The scale of the grid as it is now. */
  async current(): Promise<GridScale> {
    const version = await readGridVersion(this.#sql);
    if (this.#known?.version === version) return await this.#known.scale;
    const known = { version, scale: readGridScale(this.#sql) };
    this.#known = known;
    known.scale.catch(() => {
      if (this.#known === known) this.#known = undefined;
    });
    return await known.scale;
  }
}
