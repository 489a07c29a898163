/** The towns of this process, read once, at the first question; and the name of a place. */
import { Gazetteer, type Town } from "./gazetteer.ts";

/** CC BY 4.0 asks for it wherever towns are named. */
export const ATTRIBUTION = "GeoNames (CC BY 4.0), https://www.geonames.org";

let gazetteer: Promise<Gazetteer> | undefined;

/** It takes a second and 25 MB, which instances that nobody asks for places do not need. */
export function openTowns(): Promise<Gazetteer> {
  return gazetteer ??= Gazetteer.open().catch((error) => {
    gazetteer = undefined;
    throw error;
  });
}

/** The names of countries in a language. Making them takes longer than asking for one. */
export function countryNames(language: string): (town: Pick<Town, "country">) => string {
  const names = new Intl.DisplayNames([language, "en"], { type: "region" });
  return ({ country }) => names.of(country) ?? country;
}

/** The town that is nearest to a point, with its country: `Rennes, France`. Undefined where none is within 50 kilometres. */
export async function nearestPlace(
  longitude: number,
  latitude: number,
  language: string,
): Promise<string | undefined> {
  const [place] = await nearestPlaces([{ longitude, latitude }], language);
  return place;
}

/** As `nearestPlace()`, for several points; in their order. */
export async function nearestPlaces(
  points: { longitude: number; latitude: number }[],
  language: string,
): Promise<(string | undefined)[]> {
  if (points.length === 0) return [];
  const towns = await openTowns(), countryOf = countryNames(language);
  return points.map((point) => {
    const town = towns.nearest(point);
    return town && `${town.name}, ${countryOf(town)}`;
  });
}
