/** What a stranger may ask: addresses of every reading route, with random criteria. */
import fc from "fast-check";
import { CENTRE, DELETED, HIDDEN, HIDDEN_PICTURES, OTHER_HIDDEN, PUBLIC, SHARED_PICTURE } from "./private_worlds.ts";
import { uuid } from "./seeds.ts";

const SEQUENCES = [...PUBLIC, DELETED, HIDDEN, OTHER_HIDDEN];
const PICTURES = [uuid(111), uuid(115), SHARED_PICTURE, ...HIDDEN_PICTURES, uuid(800)];
const WORDS = ["yes", "no", "Rue", "Secret", "Zone", "%e%", "R%"];
const MOMENTS = [
  "2021-07-19",
  "2021-07-20T09:16:55Z",
  "2021-07-21",
  "2021-07-25",
  "2024-05-02T10:00:00Z",
  "2024-05-06",
];

const moment = fc.oneof(
  fc.constantFrom(...MOMENTS),
  fc.date({ min: new Date("2020-12-01"), max: new Date("2022-03-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
const timestamp = moment.map((text) => text.includes("T") ? text : `${text}T00:00:00Z`);
const interval = (end: fc.Arbitrary<string>) =>
  fc.tuple(end, end).map((ends) => ends.sort()).chain(([start, end]) =>
    fc.constantFrom(`${start}/${end}`, `${start}/..`, `../${end}`, start)
  );
const sequence = fc.constantFrom(...SEQUENCES), picture = fc.constantFrom(...PICTURES);
const offset = fc.integer({ min: -250, max: 350 }).map((step) => step / 10_000);
const bbox = fc.tuple(offset, offset, offset, offset).map(([a, b, c, d]) =>
  [
    CENTRE.longitude + Math.min(a, b),
    CENTRE.latitude + Math.min(c, d),
    CENTRE.longitude + Math.max(a, b),
    CENTRE.latitude + Math.max(c, d),
  ].join(",")
);

/** A condition of CQL2 on a field whose literals are given. */
function condition(field: fc.Arbitrary<string>, literal: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(
    field,
    fc.constantFrom("=", "<>", "<", "<=", ">", ">=", "between", "in", "null", "not null"),
    literal,
    literal,
  )
    .map(([name, operator, one, other]) => {
      switch (operator) {
        case "between":
          return `${name} BETWEEN '${one}' AND '${other}'`;
        case "in":
          return `${name} IN ('${one}', '${other}')`;
        case "null":
          return `${name} IS NULL`;
        case "not null":
          return `${name} IS NOT NULL`;
        default:
          return `${name} ${operator} '${one}'`;
      }
    });
}

/** Conditions joined by AND, OR and NOT. */
function expression(leaf: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      leaf,
      fc.tuple(tie("tree"), fc.constantFrom("AND", "OR"), tie("tree")).map(([a, join, b]) => `(${a} ${join} ${b})`),
      tie("tree").map((operand) => `NOT (${operand})`),
    ),
  })).tree;
}

const tag = fc.oneof(
  fc.constantFrom("semantics IS NULL", "semantics IS NOT NULL"),
  condition(fc.constantFrom("semantics.secret", "semantics.seen", '"semantics.osm|x"'), fc.constantFrom(...WORDS)),
);
const collectionFilter = expression(fc.oneof(
  condition(fc.constantFrom("created", "updated", "datetime"), moment),
  condition(fc.constant("visibility"), fc.constantFrom("anyone", "owner-only", "logged-only")),
  condition(fc.constant("id"), sequence),
  condition(fc.constant("title"), fc.constantFrom(...WORDS)),
  tag,
));
const itemFilter = expression(fc.oneof(
  condition(fc.constantFrom("datetime", "created", "updated"), moment),
  condition(fc.constant("collection"), sequence),
  condition(fc.constant("id"), picture),
  tag,
));
const userFilter = expression(fc.oneof(
  condition(fc.constantFrom("created", "updated", "datetime"), moment),
  condition(fc.constant("visibility"), fc.constantFrom("anyone", "owner-only")),
));

const sortOf = (...fields: string[]) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom("-", "+", ""), fc.constantFrom(...fields)), {
    minLength: 1,
    maxLength: 3,
    selector: ([, field]) => field,
  }).map((parts) => parts.map(([sign, field]) => sign + field).join(","));

/** An address with some of the parameters. */
function address(path: fc.Arbitrary<string>, parameters: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> {
  const optional = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, fc.option(value, { nil: undefined, freq: 2 })]),
  );
  return fc.tuple(path, fc.record(optional)).map(([path, given]) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value);
    return query.size > 0 ? `${path}?${query}` : path;
  });
}

const limit = fc.constantFrom("1", "2", "3", "100");
const collections = address(fc.constant("/api/collections"), {
  filter: collectionFilter,
  bbox,
  datetime: interval(moment),
  sortby: sortOf("created", "updated", "datetime", "visibility", "id", "title"),
  limit,
  show_deleted: fc.constantFrom("true", "true", "false"),
  created_after: fc.constantFrom("2024-05-01T10:00:00Z", "2024-05-06", "2025-01-01"),
});
const shape = bbox.map((text) => {
  const [west, south, east, north] = text.split(",").map(Number);
  return JSON.stringify({
    type: "Polygon",
    coordinates: [[[west, south], [east, south], [east, north], [west, south]]],
  });
});
const search = fc.oneof(
  address(fc.constant("/api/search"), {
    filter: itemFilter,
    bbox,
    datetime: interval(timestamp),
    ids: fc.array(picture, { minLength: 1, maxLength: 3 }).map((ids) => ids.join(",")),
    collections: fc.array(sequence, { minLength: 1, maxLength: 3 }).map((ids) => ids.join(",")),
    sortby: sortOf("datetime", "created", "updated", "id"),
    limit,
  }),
  address(fc.constant("/api/search"), { intersects: shape, filter: itemFilter, limit }),
  address(fc.constant("/api/search"), {
    place_position: fc.tuple(offset, offset).map(([x, y]) => `${CENTRE.longitude + x},${CENTRE.latitude + y}`),
    place_distance: fc.constantFrom("0-500", "3-100"),
    limit,
  }),
);
const items = address(sequence.map((id) => `/api/collections/${id}/items`), {
  limit,
  startAfterRank: fc.constantFrom("1", "2", "3", "4", "9", "10"),
  bbox,
  datetime: interval(timestamp),
});
const tile = fc.tuple(fc.integer({ min: 0, max: 15 }), offset, offset).map(([zoom, x, y]) => {
  const side = 2 ** zoom, latitude = (CENTRE.latitude + y) * Math.PI / 180;
  const column = Math.floor((CENTRE.longitude + x + 180) / 360 * side);
  const row = Math.floor((1 - Math.asinh(Math.tan(latitude)) / Math.PI) / 2 * side);
  return `${zoom}/${column}/${row}.mvt`;
});

/** Questions about everything; `bob` owns what is hidden. */
export function questions(bob: string): fc.Arbitrary<string[]> {
  const user = `/api/users/${bob}`;
  return fc.tuple(
    fc.array(collections, { minLength: 14, maxLength: 14 }),
    fc.array(search, { minLength: 8, maxLength: 8 }),
    fc.array(items, { minLength: 5, maxLength: 5 }),
    fc.array(tile.map((tile) => `/api/map/${tile}`), { minLength: 5, maxLength: 5 }),
    fc.array(address(tile.map((tile) => `${user}/map/${tile}`), { filter: userFilter }), {
      minLength: 3,
      maxLength: 3,
    }),
    fc.array(
      address(fc.constant(`${user}/collection`), {
        filter: collectionFilter,
        bbox,
        limit,
        sortby: sortOf("created", "datetime"),
      }),
      { minLength: 3, maxLength: 3 },
    ),
  ).map(([...random]) => [...random.flat(), ...fixedQuestions(user)]);
}

function fixedQuestions(user: string): string[] {
  return [
    "/api",
    "/api/collections?show_deleted=true",
    "/api/collections?format=rss",
    `${user}/collection`,
    `${user}/catalog`,
    `${user}/collection?format=csv`,
    "/api/map/0/0/0.mvt",
    "/api/map/5/16/11.mvt",
    "/api/map/6/32/22.mvt",
    ...SEQUENCES.flatMap((id) => [
      `/api/collections/${id}`,
      `/api/collections/${id}/items`,
      `/api/collections/${id}/geovisio_status`,
      `/api/collections/${id}/queryables`,
      `/api/collections/${id}/thumb.jpg`,
      ...HIDDEN_PICTURES.map((picture) => `/api/collections/${id}/items?withPicture=${picture}&limit=2`),
    ]),
    ...PICTURES.flatMap((id) => [`/api/pictures/${id}`, `/api/search?ids=${id}`, `/api/pictures/${id}/thumb.jpg`]),
  ];
}
