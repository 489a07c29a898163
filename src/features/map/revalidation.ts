/**
 * Remembers which tiles are still what a client has, so that asking again costs no query of the map. Tiles are recognised
 * by their content, thus alike on every server of an instance; a server forgets all of them as soon as it hears that the map
 * changed. The tiles themselves are not kept.
 */
import { createHash } from "node:crypto";
import type { Sql } from "../../core/db/sql.ts";
import { logger } from "../../core/log.ts";

/** About 200 bytes each: the keys are digests, however long a filter is. */
const MOST_TILES = 50_000;
/** Milliseconds after which a tile is made again whatever was heard, should a notification be lost. */
const LONGEST_TRUST = 60_000;

export class TileMemory {
  readonly #etags = new Map<string, { etag: string; since: number }>();
  #listening?: Promise<unknown>;
  #isListening = false;
  /** How often the map has changed: what was read before a change must not be remembered after it. */
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
   * The strong validator of a tile, while it holds.
   * @param tile all that its content depends on: address, viewer, filter
   */
  find(tile: string): string | undefined {
    const known = this.#etags.get(digestOf(tile));
    return known && performance.now() - known.since < LONGEST_TRUST ? known.etag : undefined;
  }

  /** To be called before a tile is read; the function it gives remembers the tile, unless the map changed meanwhile. */
  watch(tile: string): (etag: string) => void {
    this.#listening ??= this.#listen();
    const changes = this.#changes, wasListening = this.#isListening, since = performance.now();
    const key = digestOf(tile);
    return (etag) => {
      if (!wasListening || changes !== this.#changes) return;
      this.#etags.delete(key);
      if (this.#etags.size >= MOST_TILES) this.#etags.delete(this.#etags.keys().next().value!);
      this.#etags.set(key, { etag, since });
    };
  }

  async #listen(): Promise<void> {
    const forget = () => {
      this.#changes++;
      this.#etags.clear();
    };
    try {
      // Called again after a lost connection, when changes may have been missed.
      await this.#sql.listen("panoramax_map", forget, forget);
      this.#isListening = true;
    } catch (error) {
      this.#listening = undefined;
      logger("map").warn("Changes of the map cannot be heard, tiles are made each time: {error}", { error });
    }
  }
}

/** 22 characters; nobody gains by finding another tile with the same digest, since 128 bits are left of SHA-256. */
function digestOf(tile: string): string {
  return createHash("sha256").update(tile).digest().subarray(0, 16).toString("base64url");
}
