/** The parts of another instance's documents (STAC API - Features) that are read. The rest is ignored. */
import { z } from "@hono/zod-openapi";
import { integer, number, text, uuid, word } from "../../../core/http/lenient_schemas.ts";
import { tagUpdate } from "../../../core/tags/mod.ts";

const tags = z.array(tagUpdate).nullish().transform((tags) =>
  (tags ?? []).map(({ key, value }) => ({ action: "add" as const, key, value }))
);

/** The collection of another instance, as far as it is taken over. */
export const remoteCollection = z.object({
  id: uuid(),
  title: text().nullish(),
  semantics: tags,
  "stats:items": z.object({ count: integer({ min: 0 }) }),
});

/** A page of its items, and the link to the next one. */
export const remotePage = z.object({
  features: z.array(z.unknown()),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).nullish(),
});

/** An annotation as `readNewAnnotation()` takes it. */
const annotation = z.object({ id: uuid(), shape: z.unknown().optional(), semantics: z.unknown().optional() });

/** An item of another instance, as far as it is taken over. */
export const remoteItem = z.object({
  id: uuid(),
  geometry: z.object({
    type: word("Point"),
    coordinates: z.tuple([number({ min: -180, max: 180 }), number({ min: -90, max: 90 })], number()),
  }),
  properties: z.object({
    datetime: text(),
    datetimetz: text().nullish(),
    "geovisio:rank_in_collection": integer({ min: 1, max: 2 ** 31 - 1 }),
    "original_file:name": text().nullish(),
    "view:azimuth": number().nullish(),
    "pers:pitch": number().nullish(),
    "pers:roll": number().nullish(),
    "pers:yaw": number().nullish(),
    semantics: tags,
    annotations: z.array(annotation).nullish(),
  }),
  assets: z.object({ hd: z.object({ href: z.string() }) }),
});

/** A collection read from `remoteCollection`. */
export type RemoteCollection = z.output<typeof remoteCollection>;
/** An item read from `remoteItem`. */
export type RemoteItem = z.output<typeof remoteItem>;
