/**
 * Remembers the ETags of tiles, so that revalidating one costs no query of the map. An ETag depends on the content alone and is
 * the same on every server of an instance. A server forgets all of them when it is notified that the map has changed. The tiles
 * themselves are not kept.
 */
import { digestOf } from "../../core/http/conditional.ts";
import type { Sql } from "../../core/db/sql.ts";
import { logger } from "../../core/log.ts";

/** About 200 bytes each: the keys are digests, however long a filter is. */
const MOST_TILES = 50_000;
/** Milliseconds after which a tile is made again even without a notification, in case one was lost. */
const LONGEST_TRUST = 60_000;

/** Knows which tiles have not changed since they were last sent, so that these need no query. */
export class TileMemory {
  readonly #etags = new Map<string, { etag: string; since: number }>();
  #listening?: Promise<unknown>;
  #isListening = false;
  /** How often the map has changed: a tile read before a change must not be remembered after it. */
  #changes = 0;

  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** How many tiles are remembered, and the characters of their keys. */
  get size(): { tiles: number; characters: number } {
    return { tiles: this.#etags.size, characters: [...this.#etags.keys()].reduce((sum, key) => sum + key.length, 0) };
  }

  /**
   * The strong validator of a tile, while it is known to be valid.
   * @param tile everything its content depends on: address, viewer, filter
   */
  find(tile: string): string | undefined {
    const known = this.#etags.get(digestOf(tile));
    return known && performance.now() - known.since < LONGEST_TRUST ? known.etag : undefined;
  }

  /** Call this before reading a tile. The returned function remembers the tile, unless the map has changed in the meantime. */
  watch(tile: string): (etag: string) => void {
    this.#listening ??= this.#listen();
    const changes = this.#changes, wasListening = this.#isListening, since = performance.now();
    const key = digestOf(tile);
    return (etag) => {
      if (!wasListening || changes !== this.#changes) return;
      this.#etags.delete(key);
      const [oldest] = this.#etags.keys();
      if (oldest !== undefined && this.#etags.size >= MOST_TILES) this.#etags.delete(oldest);
      this.#etags.set(key, { etag, since });
    };
  }

  async #listen(): Promise<void> {
    const forget = () => {
      this.#changes++;
      this.#etags.clear();
    };
    try {
      // The second one runs after a reconnection, when changes may have been missed.
      await this.#sql.listen("panoramax_map", forget, forget);
      this.#isListening = true;
    } catch (error) {
      this.#listening = undefined;
      logger("map").warn("Cannot listen for changes of the map, so tiles are made on every request: {error}", {
        error,
      });
    }
  }
}
