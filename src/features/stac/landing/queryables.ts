/** What may be filtered by (OGC API Features part 3, "Queryables"), as JSON Schema 2019-09. */
import { VISIBILITIES } from "../../../core/settings/mod.ts";
import { FOREIGN_PROPERTY } from "../search/filter_fields.ts";

const SCHEMA = "https://json-schema.org/draft/2019-09/schema";

const SEMANTICS = { description: "Tags, whatever their key", type: "string" };
const SEMANTICS_BY_KEY = {
  "^semantics\\.(.+)$": { description: "Values of the tags that have this key", type: "string" },
};

/** Queryables of a search; the properties of filter_fields.ts. */
export function itemQueryables(base: string, path = "/queryables") {
  return {
    $schema: SCHEMA,
    $id: `${base}/api${path}`,
    type: "object",
    title: "Queryables of the items",
    description: "Properties by which a search can be filtered",
    properties: {
      id: { description: "Id of the item", type: "string", format: "uuid" },
      collection: { description: "Id of the collection", type: "string", format: "uuid" },
      datetime: { description: "When the picture was taken", type: "string", format: "date-time" },
      "original_file:name": { description: "Name of the file as it was sent", type: "string" },
      "original_file:size": { description: "Bytes of the file as it was sent", type: "number" },
      "pers:pitch": { description: "Degrees above the horizon", type: "number", minimum: -90, maximum: 90 },
      "pers:roll": { description: "Degrees to the right", type: "number", minimum: -180, maximum: 180 },
      "pers:yaw": { description: "Degrees", type: "number", minimum: 0, maximum: 360 },
      "view:azimuth": { description: "Degrees clockwise from north", type: "number", minimum: 0, maximum: 360 },
      "quality:horizontal_accuracy": { description: "Metres", type: "number" },
      "panoramax:horizontal_pixel_density": { description: "Pixels a degree", type: "number" },
      semantics: SEMANTICS,
    },
    patternProperties: {
      ...SEMANTICS_BY_KEY,
      [FOREIGN_PROPERTY]: { description: "Properties of other STAC extensions: no item has them, they are null" },
    },
    additionalProperties: false,
  };
}

/** Queryables of the items of a collection that cannot be filtered. */
export function noQueryables(base: string, path: string) {
  return {
    $schema: SCHEMA,
    $id: `${base}/api${path}`,
    type: "object",
    title: "Queryables of the items",
    description: "No property of these items can be filtered by",
    properties: {},
    additionalProperties: false,
  };
}

/** Queryables of the list of collections. */
export function collectionQueryables(base: string) {
  const moment = (description: string) => ({
    description,
    type: "string",
    anyOf: [{ format: "date-time" }, { format: "date" }],
  });
  return {
    $schema: SCHEMA,
    $id: `${base}/api/collections/queryables`,
    type: "object",
    title: "Queryables of the collections",
    description: "Properties by which collections can be filtered",
    properties: {
      created: moment("When the collection was made"),
      updated: moment("When the collection or one of its pictures was last changed"),
      datetime: moment("First day of capture"),
      id: { description: "Id of the collection", type: "string", format: "uuid" },
      title: { description: "Title of the collection, or its id when it has none", type: "string" },
      visibility: { description: "Who may see the collection", type: "string", enum: VISIBILITIES },
      semantics: SEMANTICS,
    },
    patternProperties: SEMANTICS_BY_KEY,
    additionalProperties: false,
  };
}
