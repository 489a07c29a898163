/** The readers of filters, as CQL2 text and as CQL2 JSON. */
import { FilterError } from "../../src/features/stac/cql2/expression.ts";
import { parseFilter } from "../../src/features/stac/cql2/parse.ts";
import { parseJsonFilter } from "../../src/features/stac/cql2/parse_json.ts";
import { mutateText, randomJson } from "../mutate.ts";
import { readerTarget } from "../reader.ts";
import type { Target } from "../target.ts";

const FILTERS = [
  `"view:azimuth" BETWEEN 10 AND 20 AND status IN ('ready', 'deleted')`,
  `semantics.osm|way LIKE 'a%' OR NOT (updated > TIMESTAMP('2024-01-01T00:00:00Z'))`,
  `field_of_view = 360 AND "semantics" IS NOT NULL`,
];
const VOCABULARY = [
  "(",
  ")",
  "'",
  '"',
  "''",
  " AND ",
  " OR ",
  " NOT ",
  " IS NULL",
  "= 1",
  "< -1e308",
  "LIKE '%'",
  "%_",
  "IN (",
  ", ",
  "BETWEEN ",
  "TIMESTAMP(",
  "semantics.",
  "\\",
  "\0",
  "🎈",
  "id",
  "0x",
  ".5e",
  "--",
  "/*",
];
const NAMES = ["op", "args", "property", "timestamp", "date", "interval", "bbox", "type", "and", "=", "like", "in"];

const encoder = new TextEncoder(), decoder = new TextDecoder();

export function cql2TextTarget(): Promise<Target> {
  return Promise.resolve(readerTarget(
    "cql2-text",
    (random) => encoder.encode(mutateText(random.pick(FILTERS), VOCABULARY, random)),
    (input) => parseFilter(decoder.decode(input)),
    [FilterError],
  ));
}

export function cql2JsonTarget(): Promise<Target> {
  return Promise.resolve(readerTarget(
    "cql2-json",
    (random) => encoder.encode(JSON.stringify({ op: random.pick(NAMES), args: [randomJson(random, NAMES)] })),
    (input) => parseJsonFilter(JSON.parse(decoder.decode(input))),
    [FilterError],
  ));
}
