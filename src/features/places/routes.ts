/** `/api/places`: where is it? Sequences of this instance and towns of the world, without another server. */
import { z } from "@hono/zod-openapi";
import { callerOf } from "../../core/http/context.ts";
import { answer, errorAnswer } from "../../core/http/documentation.ts";
import { languageOf } from "../../core/http/language_of.ts";
import type { Router } from "../../core/http/router.ts";
import { validate } from "../../core/http/validation.ts";
import { message, type Say, speaker } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { viewerOf } from "../stac/mod.ts";
import { fold } from "./fold.ts";
import type { Town } from "./gazetteer.ts";
import { ATTRIBUTION, countryNames, openTowns } from "./nearest.ts";
import { findSequencesByTitle, type FoundSequence } from "./queries.ts";

const GEO_JSON = "application/geo+json";
/** Sequences among the results. */
const MOST_SEQUENCES = 3;

const degrees = (most: number) => z.coerce.number().min(-most).max(most).optional();
const query = z.object({
  q: z.string().trim().min(1).max(200).openapi({
    description: "The beginning of a title or of the name of a town; behind a comma that of its region or country",
    example: "saint-den, réunion",
  }),
  limit: z.coerce.number().int().min(1).max(20).default(5),
  lat: degrees(90).openapi({ description: "What is near comes first" }),
  lon: degrees(360),
});
const places = z.object({
  type: z.literal("FeatureCollection"),
  geocoding: z.object({ version: z.string(), attribution: z.string(), query: z.string() }),
  features: z.array(z.object({
    type: z.literal("Feature"),
    bbox: z.array(z.number()).optional(),
    geometry: z.object({ type: z.literal("Point"), coordinates: z.array(z.number()) }),
    properties: z.object({ type: z.string(), name: z.string(), label: z.string() }).catchall(z.unknown()),
  })),
}).openapi("Places");

/** The search of the map. */
export function placesRoutes(router: Router, { sql }: Pick<Services, "sql">): void {
  router.route({
    method: "get",
    path: "/api/places",
    access: "anyone",
    summary: "Sequences by their titles and towns by their names, as GeocodeJSON (as Photon and Addok answer)",
    tags: ["Map"],
    request: { query },
    responses: {
      200: answer("What was found, the best first", places, GEO_JSON),
      400: errorAnswer("Wrong parameters"),
    },
  }, async (context) => {
    const { q, limit, lat, lon } = validate(query, context.req.query(), message("places.wrong"));
    const near = lat === undefined || lon === undefined ? undefined : { latitude: lat, longitude: lon };
    const text = fold(q), language = languageOf(context), say = speaker(language);
    const viewer = viewerOf(callerOf(context));
    const sequences = text === ""
      ? []
      : await findSequencesByTitle(sql, { text, viewer, near, limit: Math.min(limit, MOST_SEQUENCES) });
    const towns = await openTowns();
    const found = await towns.search({ text: q, near, language, limit: limit - sequences.length });
    const countryOf = countryNames(language);
    const body = {
      type: "FeatureCollection",
      geocoding: { version: "0.1.0", attribution: ATTRIBUTION, query: q },
      features: [
        ...sequences.map((sequence) => sequenceFeature(sequence, say)),
        ...found.map(({ town }) => townFeature(town, countryOf(town))),
      ],
    };
    return context.body(JSON.stringify(body), 200, { "Content-Type": GEO_JSON });
  });
}

/** Types and properties are those of https://github.com/geocoders/geocodejson-spec */
function sequenceFeature({ id, title, day, nb_pictures: count, west, south, east, north }: FoundSequence, say: Say) {
  const kind = say(day === null ? "places.sequence" : "places.sequence_of", { day: day ?? "" });
  return {
    type: "Feature",
    bbox: [west, south, east, north],
    geometry: { type: "Point", coordinates: [(west + east) / 2, (south + north) / 2] },
    properties: {
      type: "street",
      name: title,
      locality: kind,
      label: `${title}, ${kind}`,
      sequence: id,
      pictures: count,
    },
  };
}

function townFeature(town: Town, inCountry: string) {
  const { name, region, country, longitude, latitude, population } = town;
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [longitude, latitude] },
    properties: {
      type: "city",
      name,
      state: region,
      country: inCountry,
      countrycode: country,
      population,
      label: [name, region, inCountry].filter((part) => part !== undefined).join(", "),
    },
  };
}
