/** No read may become slower as the instance grows: the plans of the queries, over ten thousand pictures. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import postgres from "postgres";
import type { Sql } from "../../../src/core/db/sql.ts";
import { readCollectionListParameters } from "../../../src/features/stac/collections/list_parameters.ts";
import {
  findCollection,
  findCollections,
  findProcessingStatus,
} from "../../../src/features/stac/collections/queries.ts";
import { findItem, findItemsOfCollection } from "../../../src/features/stac/items/queries.ts";
import { findPublicExtent } from "../../../src/features/stac/landing/queries.ts";
import { readSearchParameters } from "../../../src/features/stac/search/parameters.ts";
import { findItemsOfMatches, searchMatches } from "../../../src/features/stac/search/queries.ts";
import type { Viewer } from "../../../src/features/stac/visibility.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";

const SEQUENCES = 100, PICTURES_EACH = 100;
const ANONYMOUS: Viewer = { accountId: null, seesEverything: false };

async function seed(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    const { id: account } = onlyRow(
      await tx<{ id: string }[]>`INSERT INTO accounts (name) VALUES ('bob') RETURNING id`,
    );
    await tx`
      INSERT INTO sequences (account_id, status, inserted_at, updated_at, computed_capture_date)
      SELECT ${account}, 'ready', now() + n * interval '1 second', now() + n * interval '2 seconds', '2021-07-29'
      FROM generate_series(1, ${SEQUENCES}::int) n`;
    await tx`
      INSERT INTO pictures (account_id, status, preparing_status, ts, updated_at, geom, metadata, exif, heading)
      SELECT ${account}, 'ready', 'prepared', timestamptz '2021-07-29T00:00:00Z' + n * interval '2 seconds',
        now() + n * interval '1 second', ST_SetSRID(ST_MakePoint(2 + n / 100 * 0.002, 48 + n % 100 * 0.0001), 4326),
        '{"make": "GoPro"}', '{}', 0
      FROM generate_series(0, ${SEQUENCES * PICTURES_EACH - 1}::int) n`;
    await tx`
      INSERT INTO sequences_pictures (seq_id, rank, pic_id)
      SELECT s.id, 1 + n % ${PICTURES_EACH}::bigint, p.id
      FROM (SELECT id, row_number() OVER (ORDER BY ts) - 1 AS n FROM pictures) p
      JOIN (SELECT id, row_number() OVER (ORDER BY inserted_at) - 1 AS k FROM sequences) s
        ON s.k = n / ${PICTURES_EACH}::bigint`;
    await tx`INSERT INTO pictures_semantics (picture_id, key, value) SELECT id, 'a', 'b' FROM pictures`;
    await tx`INSERT INTO annotations (picture_id, shape) SELECT id, '{}' FROM pictures`;
    await tx`INSERT INTO annotations_semantics (annotation_id, key, value) SELECT id, 'a', 'b' FROM annotations`;
    await tx`INSERT INTO job_history (job_task, picture_id) SELECT 'prepare', id FROM pictures`;
  });
  await sql`ANALYZE`;
}

nativeDatabaseTest("No query reads a whole table, nor more rows than its answer needs", async (sql, { target }) => {
  await seed(sql);
  let latest: { text: string; parameters: unknown[] } | undefined;
  assert.ok("url" in target);
  // With the types of values that these queries read.
  const spied = postgres(target.url, {
    max: 1,
    connection: { TimeZone: "UTC" },
    debug: (_connection, text, parameters) => latest = { text, parameters },
  }) as unknown as Sql;
  try {
    const { seq_id: collection, pic_id: id } = onlyRow(
      await sql<{ seq_id: string; pic_id: string }[]>`
        SELECT seq_id, pic_id FROM sequences_pictures WHERE rank = 50 LIMIT 1`,
    );
    const { inserted_at: created, id: middle } = onlyRow(
      await sql<{ inserted_at: string; id: string }[]>`
        SELECT inserted_at, id FROM sequences ORDER BY 1 OFFSET 50 LIMIT 1`,
    );
    const list = (query: Record<string, string>) =>
      findCollections(
        spied,
        readCollectionListParameters((name) => query[name] === undefined ? undefined : [query[name]]),
        ANONYMOUS,
      );
    const search = (given: Record<string, unknown>) =>
      searchMatches(spied, readSearchParameters("json", (name) => given[name]), ANONYMOUS);
    const items = (more: Record<string, unknown>) =>
      findItemsOfCollection(spied, { collection, afterRank: 0, rows: 11, ...more }, {
        collection: ANONYMOUS,
        items: ANONYMOUS,
      });
    const page = `created > '${created}' OR (created = '${created}' AND id > '${middle}')`;
    const place = { type: "Polygon", coordinates: [[[2, 48], [2.01, 48], [2.01, 48.001], [2, 48]]] };

    /** Most rows that may be read: those of the answer, their neighbours, and a margin for tags and joins. */
    const queries: [string, number, () => Promise<unknown>][] = [
      ["landing page", 10, () => findPublicExtent(spied)],
      ["item", 100, () => findItem(spied, id, ANONYMOUS)],
      ["items of a page", 200, () => items({ afterRank: 40 })],
      ["items of a page, counted", 400, () => items({ afterRank: 40, counts: true })],
      ["items around a picture", 200, () => items({ withPicture: id, limit: 10 })],
      ["collection", 300, () => findCollection(spied, collection, ANONYMOUS)],
      ["status", 700, () => findProcessingStatus(spied, collection, ANONYMOUS)],
      ["collections", 200, () => list({ limit: "10" })],
      ["collections, last updated", 200, () => list({ limit: "10", sortby: "-updated" })],
      ["collections in the middle", 200, () => list({ limit: "10", page })],
      ["search", 100, () => search({})],
      ["search in the whole world", 100, () => search({ bbox: [-180, -90, 180, 90] })],
      ["search in a small box", 100, () => search({ bbox: [2.1, 48, 2.11, 48.001] })],
      ["search in a polygon", 100, () => search({ intersects: place })],
      ["search at a point", 100, () => search({ intersects: { type: "Point", coordinates: [2.1, 48] } })],
      ["search in a minute", 200, () => search({ datetime: "2021-07-29T02:00:00Z/2021-07-29T02:01:00Z" })],
      ["search in a collection", 900, () => search({ collections: [collection] })],
      ["search with a filter by collection", 900, () => search({ filter: `collection = '${collection}'` })],
      [
        "search with a filter by collection or id",
        900,
        () => search({ filter: `collection = '${collection}' OR id = '${id}'` }),
      ],
      ["search with a filter by several tags", 100, () => search({ filter: "semantics.a = 'x' OR semantics.b = 'b'" })],
      ["search by ids", 100, () => search({ ids: [id, middle] })],
      ["items of a search", 200, () => findItemsOfMatches(spied, [{ picture: id, collection }], ANONYMOUS)],
    ];
    for (const [name, mostRows, run] of queries) {
      await run();
      assert.ok(latest);
      const { text, parameters } = latest;
      // Parameters as the client has sent them before.
      const rows = await sql.unsafe(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, parameters as never[]);
      const scans = scansOf(rows[0]?.["QUERY PLAN"][0].Plan);
      const whole = scans.filter(({ kind, table }) => kind === "Seq Scan" && !SMALL.includes(table));
      assert.deepEqual(whole, [], `${name} reads whole tables`);
      const read = scans.reduce((sum, scan) => sum + scan.rows, 0);
      assert.ok(read <= mostRows, `${name} reads ${read} rows: ${JSON.stringify(scans)}`);
    }
  } finally {
    await spied.end();
  }
});

/** Tables that never grow, or that this test leaves small. */
const SMALL = ["accounts", "configurations", "sequences", "sequences_semantics"];

interface Scan {
  kind: string;
  table: string;
  rows: number;
}

// deno-lint-ignore no-explicit-any
function scansOf(node: any): Scan[] {
  const own: Scan[] = node["Relation Name"] && !SMALL.includes(node["Relation Name"])
    ? [{
      kind: node["Node Type"],
      table: node["Relation Name"],
      rows: node["Actual Loops"] * (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)),
    }]
    : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}
