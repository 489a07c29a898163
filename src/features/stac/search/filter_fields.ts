/** The properties of items that a search can be filtered by, in addition to tags. Aliases: `p` pictures, `sp` sequences_pictures. */
import type { FilterField } from "../cql2/compile.ts";
import { numberLiteral, textLiteral, timestampLiteral, uuidLiteral } from "../cql2/literals.ts";

const FIELDS = new Map<string, FilterField>([
  ["id", { column: (sql) => sql`p.id`, literal: uuidLiteral }],
  ["collection", { column: (sql) => sql`sp.seq_id`, literal: uuidLiteral }],
  ["datetime", { column: (sql) => sql`p.ts`, literal: timestampLiteral }],
  ["created", { column: (sql) => sql`p.inserted_at`, literal: timestampLiteral }],
  ["updated", { column: (sql) => sql`p.updated_at`, literal: timestampLiteral }],
  ["view:azimuth", { column: (sql) => sql`p.heading`, literal: numberLiteral }],
  ["pers:pitch", { column: (sql) => sql`(p.metadata->>'pitch')::float8`, literal: numberLiteral }],
  ["pers:roll", { column: (sql) => sql`(p.metadata->>'roll')::float8`, literal: numberLiteral }],
  ["pers:yaw", { column: (sql) => sql`(p.metadata->>'yaw')::float8`, literal: numberLiteral }],
  ["quality:horizontal_accuracy", { column: (sql) => sql`p.gps_accuracy_m`, literal: numberLiteral }],
  ["panoramax:horizontal_pixel_density", { column: (sql) => sql`p.h_pixel_density`, literal: numberLiteral }],
  [
    "original_file:name",
    { column: (sql) => sql`(p.metadata->>'originalFileName')`, literal: textLiteral, isText: true },
  ],
  ["original_file:size", { column: (sql) => sql`(p.metadata->>'originalFileSize')::float8`, literal: numberLiteral }],
]);

/** Prefixes of the extensions that items have properties of. */
const OWN_PREFIXES = ["geovisio", "original_file", "panoramax", "pers", "quality", "tiles", "view"];

/** Names of properties of other STAC extensions, which no item has. */
export const FOREIGN_PROPERTY = `^(?!(${OWN_PREFIXES.join("|")}):)[a-z][a-z0-9_-]*:.+$`;

const FOREIGN_NAME = new RegExp(FOREIGN_PROPERTY);

/** No item has such a property, so that it is null whatever type it would have. */
const FOREIGN_FIELD: FilterField = { column: (sql) => sql`NULL::text`, literal: textLiteral, isText: true };

/** The field of a name, with or without `properties.`; undefined when it cannot be filtered by. */
export function filterField(name: string): FilterField | undefined {
  const property = withoutPrefix(name);
  return FIELDS.get(property) ?? (FOREIGN_NAME.test(property) ? FOREIGN_FIELD : undefined);
}

/** Whether a name is that of the collection an item is in. */
export function isCollectionName(name: string): boolean {
  return withoutPrefix(name) === "collection";
}

/** Whether a name is that of the id of an item. */
export function isIdName(name: string): boolean {
  return withoutPrefix(name) === "id";
}

function withoutPrefix(name: string): string {
  return name.replace(/^properties\./, "");
}
