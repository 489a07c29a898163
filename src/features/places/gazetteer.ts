/** The towns of the world: made by `scripts/build_gazetteer.ts` from GeoNames, read at the first search. */
import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Pace } from "../../core/pace.ts";
import { fold } from "./fold.ts";
import { TownGrid } from "./grid.ts";

/** A town as it was found. */
export interface Town {
  /** The one of its names that was searched for. */
  name: string;
  /** ISO 3166-1, two letters. */
  country: string;
  /** Largest part of the country, in English; undefined where GeoNames has none. */
  region?: string;
  longitude: number;
  latitude: number;
  population: number;
}

/** What is searched for. */
export interface TownQuery {
  /** The beginning of a name or of a word in it; behind a comma the beginning of a region or country. */
  text: string;
  /** Towns near here come first. */
  near?: { longitude: number; latitude: number };
  /** Language of the names of countries. */
  language: string;
  limit: number;
}

/**
 * Matches that are compared, the most populous towns first, and all near ones: of one letter there are 100,000. More of them where
 * a region or country is named.
 */
const MOST_MATCHES = 2000, MOST_WITHIN = 5000;
/** Kilometres within which a town is the nearest one of a place. */
const NEAR = 50;
/** Towns whose region and country are looked at, where the search names one. */
const MOST_CANDIDATES = 2000;
/** Regions and countries of a search, for each of which all of these are looked at. */
const MOST_PARTS = 3;
/** Towns whose names are looked through before others may get their turn. */
const LINES_AT_ONCE = 5000;
/** Marks the beginning of a line, and of each further name in it. */
const LINE = "\n", OTHER_NAME = "|";
const KM_PER_DEGREE = 111.2;
const FILE = new URL("./gazetteer.tsv.gz", import.meta.url);

/** Holds 20 MB; one is enough for a server. */
export class Gazetteer {
  readonly #bytes: Uint8Array;
  readonly #regions: Map<string, string>;
  /**
   * Folded names, a line for each town: `\n munich| munchen`. One character is one byte of UTF-8: such a string takes half the
   * memory, and is searched faster than any structure of our own would be.
   */
  readonly #keys: string;
  /** Where the lines begin, in `#keys` and in `#bytes`. */
  readonly #keyStarts: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #longitudes: Float32Array;
  readonly #latitudes: Float32Array;
  readonly #populations: Uint32Array;
  readonly #grid: TownGrid;

  private constructor(bytes: Uint8Array, regions: Map<string, string>, lines: Lines) {
    this.#bytes = bytes;
    this.#regions = regions;
    this.#keys = lines.keys;
    this.#keyStarts = new Uint32Array(lines.keyStarts);
    this.#starts = new Uint32Array(lines.starts);
    this.#longitudes = new Float32Array(lines.longitudes);
    this.#latitudes = new Float32Array(lines.latitudes);
    this.#populations = new Uint32Array(lines.populations);
    this.#grid = new TownGrid(this.#longitudes, this.#latitudes);
  }

  /** Reads the list of the program. */
  static async open(): Promise<Gazetteer> {
    const bytes = await promisify(gunzip)(await Deno.readFile(FILE));
    const head = bytes.indexOf(LINE);
    // Written by our own script.
    const regions: Record<string, string> = JSON.parse(new TextDecoder().decode(bytes.subarray(0, head)));
    return new Gazetteer(bytes, new Map(Object.entries(regions)), await readLines(bytes, head + 1));
  }

  /** The towns that fit best, with what speaks for each of them. Others get their turn meanwhile. */
  async search({ text, near, language, limit }: TownQuery): Promise<{ town: Town; score: number }[]> {
    const [name = "", ...parts] = text.split(",").map(fold);
    const within = [...new Set(parts)].filter(Boolean).slice(0, MOST_PARTS);
    if (name === "") return [];
    const found = new Map<number, { at: number; score: number }>(), pace = new Pace();
    const most = within.length > 0 ? MOST_WITHIN : MOST_MATCHES;
    for (const key of spellings(name)) {
      const needle = ` ${bytesOf(key)}`;
      for (const at of this.#matches(needle, near, most)) {
        if (at === undefined) {
          if (pace.isLate()) await pace.rest();
          continue;
        }
        const line = this.#lineAt(at), score = this.#score(line, at, needle.length, near);
        const known = found.get(line);
        // Shown is the name that fits best, or the usual one if that fits, too.
        if (known && (score <= known.score || !this.#isOtherName(line, known.at))) {
          found.set(line, { at: known.at, score: Math.max(known.score, score) });
        } else found.set(line, { at, score });
        if (pace.isOver()) await pace.rest();
      }
    }
    const best = [...found].sort(([, a], [, b]) => b.score - a.score).slice(
      0,
      within.length > 0 ? MOST_CANDIDATES : limit,
    );
    const countries = new Intl.DisplayNames([language, "en"], { type: "region" });
    const towns: { town: Town; score: number }[] = [];
    const lies = ({ country, region = "" }: Town) =>
      within.every((part) =>
        [region, country, countries.of(country) ?? ""].some((place) => ` ${fold(place)}`.includes(` ${part}`))
      );
    for (const [line, { at, score }] of best) {
      const town = this.#town(line, at);
      if (lies(town)) towns.push({ town, score });
      if (towns.length === limit) break;
      if (pace.isOver()) await pace.rest();
    }
    return towns;
  }

  /** The town that is nearest to a point, by its usual name; undefined where none is within 50 kilometres. */
  nearest({ longitude, latitude }: { longitude: number; latitude: number }): Town | undefined {
    let best: number | undefined, least = NEAR;
    for (const line of this.#grid.around(longitude, latitude)) {
      const distance = this.#distance(line, { longitude, latitude });
      if (distance >= least) continue;
      least = distance;
      best = line;
    }
    return best === undefined ? undefined : this.#town(best, this.#keyStarts[best] ?? 0);
  }

  /** Where a text begins a word of a name: in the most populous towns, then in near ones. Undefined now and then, for a rest. */
  *#matches(needle: string, near: TownQuery["near"], most: number): Generator<number | undefined> {
    let count = 0, line = 0;
    for (; line < this.#keyStarts.length && count < most; line += LINES_AT_ONCE) {
      const start = this.#keyStarts[line] ?? 0, part = this.#keys.slice(start, this.#keyStarts[line + LINES_AT_ONCE]);
      for (let at = part.indexOf(needle); at !== -1; at = part.indexOf(needle, at + 1)) {
        count++;
        yield start + at;
      }
      yield undefined;
    }
    if (!near) return;
    for (const town of this.#grid.around(near.longitude, near.latitude)) {
      if (town < line) continue;
      const start = this.#keyStarts[town] ?? 0;
      const place = this.#keys.slice(start, this.#keyStarts[town + 1]).indexOf(needle);
      if (place !== -1) yield start + place;
    }
  }

  /** How well a name fits, how many live there, and how near it is; each point is worth ten times as many people. */
  #score(line: number, at: number, length: number, near: TownQuery["near"]): number {
    const before = this.#keys[at - 1], after = this.#keys[at + length];
    const isBeginning = before === LINE || before === OTHER_NAME;
    const isWhole = isBeginning && (after === undefined || after === LINE || after === OTHER_NAME);
    const fit = (isWhole ? 2 : isBeginning ? 1 : 0) - (this.#isOtherName(line, at) ? isWhole ? 0.7 : 1.5 : 0);
    return fit + Math.log10(1 + (this.#populations[line] ?? 0)) + this.#nearness(line, near);
  }

  #isOtherName(line: number, at: number): boolean {
    return this.#keys.slice(this.#keyStarts[line], at).includes(OTHER_NAME);
  }

  /** From 3 on the spot to 0 at 5000 km. */
  #nearness(line: number, near: TownQuery["near"]): number {
    return near ? Math.max(0, 3 - Math.log10(1 + this.#distance(line, near) / 5)) : 0;
  }

  /** Kilometres, near enough. */
  #distance(line: number, from: { longitude: number; latitude: number }): number {
    const latitude = this.#latitudes[line] ?? 0, longitude = this.#longitudes[line] ?? 0;
    const around = Math.abs(longitude - from.longitude) % 360;
    const across = Math.min(around, 360 - around) * Math.cos(latitude * Math.PI / 180);
    return KM_PER_DEGREE * Math.hypot(latitude - from.latitude, across);
  }

  #town(line: number, at: number): Town {
    const end = this.#starts[line + 1];
    const row = new TextDecoder().decode(this.#bytes.subarray(this.#starts[line], end && end - 1));
    const [names = "", country = "", region = "", latitude, longitude, population] = row.split("\t");
    const index = this.#keys.slice(this.#keyStarts[line], at).split(OTHER_NAME).length - 1;
    return {
      name: names.split("|")[index] ?? names,
      country,
      region: this.#regions.get(`${country}.${region}`),
      longitude: Number(longitude),
      latitude: Number(latitude),
      population: Number(population),
    };
  }

  /** The line of a place in `#keys`. */
  #lineAt(at: number): number {
    let low = 0, high = this.#keyStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#keyStarts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

interface Lines {
  keys: string;
  keyStarts: number[];
  starts: number[];
  longitudes: number[];
  latitudes: number[];
  populations: number[];
}

async function readLines(bytes: Uint8Array, from: number): Promise<Lines> {
  const lines: Lines = { keys: "", keyStarts: [], starts: [], longitudes: [], latitudes: [], populations: [] };
  const newline = LINE.charCodeAt(0), decoder = new TextDecoder(), pace = new Pace();
  for (let start = from; start < bytes.length;) {
    const end = bytes.indexOf(newline, start) === -1 ? bytes.length : bytes.indexOf(newline, start);
    const [names = "", , , latitude, longitude, population] = decoder.decode(bytes.subarray(start, end)).split("\t");
    lines.keyStarts.push(lines.keys.length);
    lines.starts.push(start);
    lines.longitudes.push(Number(longitude));
    lines.latitudes.push(Number(latitude));
    lines.populations.push(Number(population));
    lines.keys += LINE + names.split("|").map((name) => ` ${bytesOf(fold(name))}`).join(OTHER_NAME);
    start = end + 1;
    if (pace.isOver()) await pace.rest();
  }
  return lines;
}

/** The bytes of a text in UTF-8, each as one character. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** A folded name as people may write it in full. */
function spellings(name: string): string[] {
  const full = name.replace(/\bst(?= )/g, "saint").replace(/\bste(?= )/g, "sainte");
  return full === name ? [name] : [name, full];
}
