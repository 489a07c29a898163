/** What the STAC extensions that our answers declare require of them, restated from their published schemas. */

/** Fields of one prefix: any other with this prefix is refused, whatever else is ignored. */
function fieldsOf(prefix: string, properties: Record<string, unknown>, required: string[] = []) {
  return {
    type: "object",
    properties,
    patternProperties: { [`^(?!${prefix}:)`]: {} },
    additionalProperties: false,
    ...(required.length > 0 ? { anyOf: required.map((name) => ({ required: [name] })) } : {}),
  };
}

const each = (schema: unknown) => ({ type: "object", additionalProperties: schema });
const between = (minimum: number, maximum: number) => ({ type: "number", minimum, maximum });
const positive = { type: "number", exclusiveMinimum: 0 };
const utc = { type: "string", format: "date-time", pattern: "(\\+00:00|Z)$" };
const count = { type: "object", required: ["count"], properties: { count: { type: "integer" } } };

const view = {
  "view:off_nadir": between(0, 90),
  "view:incidence_angle": between(0, 90),
  "view:azimuth": between(0, 360),
  "view:sun_azimuth": between(0, 360),
  "view:sun_elevation": between(-90, 90),
};
const interiorOrientation = {
  type: "object",
  properties: {
    camera_manufacturer: { type: "string" },
    camera_model: { type: "string" },
    sensor_array_dimensions: {
      type: "array",
      minItems: 2,
      maxItems: 2,
      items: { type: "integer", exclusiveMinimum: 0 },
    },
    focal_length: positive,
    field_of_view: { ...positive, maximum: 360 },
  },
};
const pers = {
  "pers:interior_orientation": interiorOrientation,
  "pers:omega": { type: "number" },
  "pers:phi": { type: "number" },
  "pers:kappa": { type: "number" },
};
const file = {
  "file:byte_order": { enum: ["big-endian", "little-endian"] },
  "file:checksum": { type: "string", pattern: "^[a-f0-9]+$" },
  "file:header_size": { type: "integer", minimum: 0 },
  "file:size": { type: "integer", minimum: 0 },
  "file:local_path": { type: "string" },
};
const timestamps = {
  type: "object",
  properties: { published: utc, unpublished: utc, expires: utc },
};
const accuracyType = { enum: ["nominal", "95% confidence interval"] };
const link = { type: "object", required: ["rel", "href"] };

/** Schemas by the addresses that `stac_extensions` has. */
export const EXTENSION_SCHEMAS: Record<string, Record<string, unknown>> = {
  "https://stac-extensions.github.io/view/v1.0.0/schema.json": {
    required: ["properties", "assets"],
    properties: { properties: fieldsOf("view", view, Object.keys(view)), assets: each(fieldsOf("view", view)) },
  },
  "https://stac-extensions.github.io/perspective-imagery/v1.0.0/schema.json": {
    required: ["properties", "assets"],
    properties: {
      properties: { ...fieldsOf("pers", pers), required: ["pers:interior_orientation"] },
      assets: each(fieldsOf("pers", pers)),
    },
  },
  "https://stac-extensions.github.io/tiled-assets/v1.0.0/schema.json": {
    required: ["properties", "asset_templates"],
    properties: {
      asset_templates: each({
        $ref: "https://schemas.stacspec.org/v1.0.0/item-spec/json-schema/item.json#/definitions/asset",
      }),
    },
  },
  "https://stac-extensions.github.io/file/v2.1.0/schema.json": {
    properties: {
      assets: each(fieldsOf("file", file)),
      links: { type: "array", items: fieldsOf("file", file) },
    },
  },
  "https://stac-extensions.github.io/timestamps/v1.1.0/schema.json": {
    ...timestamps,
    properties: { ...timestamps.properties, links: { type: "array", items: timestamps }, assets: each(timestamps) },
  },
  "https://stac-extensions.github.io/stats/v0.2.0/schema.json": {
    ...fieldsOf(
      "stats",
      { "stats:catalogs": count, "stats:collections": count, "stats:items": count },
      ["stats:catalogs", "stats:collections", "stats:items"],
    ),
    required: ["type", "stac_extensions"],
  },
  "https://stac.linz.govt.nz/v0.0.15/quality/schema.json": {
    ...fieldsOf("quality", {
      "quality:description": { type: "string" },
      "quality:horizontal_accuracy": { type: "number" },
      "quality:horizontal_accuracy_type": accuracyType,
      "quality:vertical_accuracy": { type: "number" },
      "quality:vertical_accuracy_type": accuracyType,
    }),
  },
  "https://stac-extensions.github.io/web-map-links/v1.0.0/schema.json": {
    required: ["links"],
    properties: {
      links: {
        type: "array",
        items: link,
        contains: { properties: { rel: { enum: ["xyz", "wmts", "tilejson"] } } },
      },
    },
  },
  "https://stac-extensions.github.io/contacts/v0.1.1/schema.json": {
    required: ["contacts"],
    properties: {
      contacts: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["name"],
          properties: {
            name: { type: "string" },
            emails: {
              type: "array",
              items: {
                type: "object",
                required: ["value"],
                properties: { value: { type: "string", format: "email" } },
              },
            },
          },
        },
      },
    },
  },
};
