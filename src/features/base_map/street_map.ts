/** The street map of this instance: an archive of vector tiles in the data folder, or where the settings say. */
import { join } from "node:path";
import type { Settings } from "../../core/settings/mod.ts";
import { Archive, type ArchivedTile, type ArchiveFacts } from "./archive/archive.ts";
import { ArchiveChangedError, ArchiveError } from "./archive/problem.ts";
import { type ArchiveSource, openFile, openUrl } from "./archive/sources.ts";

/** The name under which an archive in the data folder is found. */
export const FILE_NAME = "basemap.pmtiles";

/** Milliseconds until a server is asked again what its archive is: when it was well, and when it was not. */
const RENEWAL = 10 * 60_000, PAUSE = 30_000;

/** The settings on which it depends. */
export type StreetMapSettings = Pick<Settings, "API_MAP_PMTILES" | "PANORAMAX_DATA">;

/** Whether there is a street map. */
export type StreetMapState =
  | { kind: "absent" }
  | { kind: "unusable"; error: ArchiveError }
  | { kind: "ready"; facts: ArchiveFacts };

/** Gives the tiles of an archive that may be replaced, break, or be away at any time. */
export class StreetMap {
  /** A path or a URL. */
  readonly place: string;
  readonly #isUrl: boolean;
  #known?: { archive?: Archive; error?: ArchiveError; key: string; until: number };
  #opening?: Promise<Archive>;

  constructor(settings: StreetMapSettings) {
    this.place = settings.API_MAP_PMTILES ?? join(settings.PANORAMAX_DATA, FILE_NAME);
    this.#isUrl = /^https?:/i.test(this.place);
  }

  /** What the archive is now. */
  async state(): Promise<StreetMapState> {
    try {
      const facts = await this.#with(({ facts }) => facts);
      return facts ? { kind: "ready", facts } : { kind: "absent" };
    } catch (error) {
      if (error instanceof ArchiveError) return { kind: "unusable", error };
      throw error;
    }
  }

  /**
   * A tile and the version of the archive it is from; undefined where there is none.
   * @throws ArchiveError when the archive cannot be read
   */
  async tile(z: number, x: number, y: number): Promise<{ version: string; tile?: ArchivedTile } | undefined> {
    const read = async (archive: Archive, source: ArchiveSource) => ({
      version: archive.facts.version,
      tile: await archive.tile(source, z, x, y),
    });
    try {
      return await this.#with(read);
    } catch (error) {
      if (!(error instanceof ArchiveChangedError)) throw error;
      this.#known = undefined;
      return await this.#with(read);
    }
  }

  /** Does something with the archive that is there now; undefined when there is none. */
  async #with<T>(work: (archive: Archive, source: ArchiveSource) => T | Promise<T>): Promise<T | undefined> {
    if (this.#isUrl) {
      const archive = await this.#opened(openUrl(this.place));
      return await work(archive, openUrl(this.place, archive.etag));
    }
    await using source = await openFile(this.place);
    return source && await work(await this.#opened(source), source);
  }

  /** The archive of a source, read once for all requests; an error holds for a while, too. */
  async #opened(source: ArchiveSource): Promise<Archive> {
    const key = source.getKey();
    const known = this.#known;
    if (known?.key === key && performance.now() < known.until) {
      if (known.error) throw known.error;
      if (known.archive) return known.archive;
    }
    // A file is open as long as the request that opened it: only requests to servers are shared.
    if (!this.#isUrl) return await this.#open(source, key);
    this.#opening ??= this.#open(source, key).finally(() => this.#opening = undefined);
    return await this.#opening;
  }

  async #open(source: ArchiveSource, key: string): Promise<Archive> {
    try {
      const archive = await Archive.open(source);
      this.#known = { archive, key, until: this.#isUrl ? performance.now() + RENEWAL : Infinity };
      return archive;
    } catch (error) {
      // A damaged file stays so until it changes, and with it the key; a disk that fails may be well again.
      if (error instanceof ArchiveError) this.#known = { error, key, until: performance.now() + PAUSE };
      throw error;
    }
  }
}
