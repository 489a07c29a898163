/** What may be filtered by (OGC API Features part 3, "Queryables"), as JSON Schema 2019-09. */

const SCHEMA = "https://json-schema.org/draft/2019-09/schema";

/** Queryables of a search. */
export function itemQueryables(base: string) {
  return {
    $schema: SCHEMA,
    $id: `${base}/api/queryables`,
    type: "object",
    title: "Queryables of the items",
    description: "Properties by which a search can be filtered",
    properties: {
      semantics: { description: "Tags, whatever their key", type: "string" },
    },
    patternProperties: {
      "^semantics\\.(.+)$": { description: "Values of the tags that have this key", type: "string" },
    },
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
    },
    additionalProperties: false,
  };
}
