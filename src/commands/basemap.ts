/** `basemap`: how to get a street map, and whether the one that is there can be shown. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { countOf } from "../core/plural.ts";
import { type ArchiveFacts, StreetMap } from "../features/base_map/mod.ts";
import { CommandError, type CommonOptions, readGivenSettings, withDatabase } from "./environment.ts";
import { type Facts, Output, type OutputOptions } from "./output.ts";
import { countPicturesOutside, type Cover } from "./basemap_queries.ts";

const MEGABYTE = 1e6;

/** Says how to get one. */
export function explainBaseMap(options: CommonOptions): void {
  const { place } = new StreetMap(readGivenSettings(options));
  console.log(`The pages show streets from ${place}, or the file or URL in API_MAP_PMTILES.

Cut your area (west,south,east,north in degrees) out of the map that Protomaps makes of OpenStreetMap every day, with the
program from https://github.com/protomaps/go-pmtiles/releases:

  pmtiles extract https://build.protomaps.com/YYYYMMDD.pmtiles basemap.pmtiles --bbox=-1.76,48.06,-1.60,48.16

Check it, and move it into place while the server runs:

  panoramax basemap check basemap.pmtiles
  mv basemap.pmtiles ${place}`);
}

/**
 * Says what an archive is.
 * @param file a path or URL; otherwise the one that the pages show
 * @throws CommandError when the pages could not show it
 */
export async function checkBaseMap(file: string | undefined, options: CommonOptions & OutputOptions): Promise<void> {
  const output = new Output(options);
  const settings = readGivenSettings(options, { API_MAP_PMTILES: file });
  const map = new StreetMap(settings);
  const state = await map.state();
  if (state.kind === "absent") {
    throw new CommandError(`There is no ${map.place}; \`panoramax basemap\` says how to get one`);
  }
  if (state.kind === "unusable") throw new CommandError(`${map.place}: ${state.error.message}`);
  const { facts } = state;
  for (const [name, value] of describe(map.place, facts)) output.say(`${name.padEnd(10)}${value}`);
  const isShown = (settings.API_MAP_STYLE_URL ?? settings.API_MAP_RASTER_URL) === undefined;
  if (!isShown) {
    output.say("Not shown: API_MAP_STYLE_URL or API_MAP_RASTER_URL is set");
  }
  // A command that only looks at a file makes no database.
  let pictures: Cover | undefined;
  if (settings.DB_URL || existsSync(join(settings.PANORAMAX_DATA, "db"))) {
    await withDatabase(options, async (sql) => {
      pictures = await countPicturesOutside(sql, facts.bounds);
      output.say(describeCover(pictures));
    });
  }
  output.give(asJson(map.place, facts, { isShown, pictures }));
}

/** What an archive is, as programs get it. `pictures` is null where there is no database yet. */
function asJson(
  place: string,
  facts: ArchiveFacts,
  { isShown, pictures }: { isShown: boolean; pictures?: Cover },
): Facts {
  const { size = null, bounds, minZoom, maxZoom, tiles, name = null, schemaVersion = null, layers } = facts;
  const zooms = { min_zoom: minZoom, max_zoom: maxZoom };
  const map = { name, schema: schemaVersion, ...zooms, tiles, bounds, layers };
  return { archive: place, bytes: size, ...map, shown: isShown, pictures: pictures ?? null };
}

function describe(place: string, facts: ArchiveFacts): [string, string][] {
  const { size, bounds, minZoom, maxZoom, tiles, name, schemaVersion, layers } = facts;
  return [
    ["Archive", place],
    ["Size", size === undefined ? "unknown" : `${(size / MEGABYTE).toFixed(1)} MB`],
    ["Map", [name, schemaVersion].filter(Boolean).join(", schema ") || "unnamed"],
    ["Tiles", `${tiles} vector tiles, zoom ${minZoom} to ${maxZoom}`],
    ["Area", bounds.map((degrees) => degrees.toFixed(3)).join(", ")],
    ["Layers", layers.join(", ")],
  ];
}

function describeCover({ total, outside }: Cover): string {
  return outside === 0
    ? `It covers ${total === 1 ? "the only picture" : `all ${total} pictures`}`
    : `${outside} of ${countOf(total, "picture")} outside: no streets there`;
}
