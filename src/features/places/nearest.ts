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

/** The country of a town in a language. */
export function countryName({ country }: Pick<Town, "country">, language: string): string {
  return new Intl.DisplayNames([language, "en"], { type: "region" }).of(country) ?? country;
}

/** The town that is nearest to a point, with its country: `Rennes, France`. Undefined where none is within 50 kilometres. */
export async function nearestPlace(
  longitude: number,
  latitude: number,
  language: string,
): Promise<string | undefined> {
  const town = (await openTowns()).nearest({ longitude, latitude });
  return town && `${town.name}, ${countryName(town, language)}`;
}
