import assert from "node:assert/strict";
import type { z } from "@hono/zod-openapi";
import { readSettings } from "../../../src/core/settings/mod.ts";
import { catalog, conformance, queryables } from "../../../src/features/stac/documentation/catalog.ts";
import { collection, collectionList, processingStatus } from "../../../src/features/stac/documentation/collection.ts";
import { item, itemList } from "../../../src/features/stac/documentation/item.ts";
import { stacApp, stacTest } from "./support.ts";
import { seedSequence, uuid, walk } from "./seeds.ts";
import { openPool } from "../../../src/core/db/sql.ts";

/** Parsing drops what a schema does not know, so an answer that comes back whole is documented whole. */
function assertDocumented(schema: z.ZodType, answer: unknown, path: string): void {
  assert.deepEqual(schema.parse(answer), answer, path);
}

stacTest("Answers are as the OpenAPI document describes them", async ({ sql, json, account }) => {
  const bob = await account("bob");
  await seedSequence(sql, { id: uuid(1), account: bob, title: "Rue", pictures: walk(11) });
  await seedSequence(sql, { id: uuid(2), account: bob, status: "deleted" });
  await seedSequence(sql, { id: uuid(3), account: bob, pictures: walk(21).slice(0, 1) });
  await sql`INSERT INTO job_history (job_task, picture_id, finished_at, error)
    VALUES ('prepare', ${uuid(11)}, now(), 'no memory')`;
  await sql`INSERT INTO pictures_semantics (picture_id, key, value) VALUES (${uuid(11)}, 'a', 'b')`;
  await sql`INSERT INTO annotations (picture_id, shape)
    VALUES (${uuid(11)}, '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}')`;
  const role = "bob";
  for (
    const [path, schema] of [
      ["/api", catalog],
      ["/api/conformance", conformance],
      ["/api/queryables", queryables],
      ["/api/collections/queryables", queryables],
      ["/api/collections?show_deleted=true", collectionList],
      [`/api/collections/${uuid(1)}`, collection],
      [`/api/collections/${uuid(1)}/geovisio_status`, processingStatus],
      [`/api/collections/${uuid(1)}/items`, itemList([])],
      [`/api/pictures/${uuid(11)}`, item],
      ["/api/search", itemList([])],
    ] as [string, z.ZodType][]
  ) assertDocumented(schema, await json(path, { role }), path);
});

Deno.test("The OpenAPI document of the STAC routes refers to nothing outside of itself", () => {
  // Never connected: documenting asks no database.
  const sql = openPool({ socket: "/nowhere" }, { max: 1 });
  const app = stacApp({ sql, settings: readSettings({}), secretKey: undefined });
  const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "STAC", version: "1" } });
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target = ""]) => target);
  assert.ok(references.length > 0);
  for (const target of references) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(target)?.[1];
    assert.ok(name && document.components?.schemas?.[name], target);
  }
  const described = [
    "/api",
    "/api/collections",
    "/api/collections/{id}",
    "/api/collections/{id}/items",
    "/api/collections/{collection}/items/{id}",
    "/api/conformance",
    "/api/queryables",
    "/api/search",
    "/api/pictures/{id}/thumb.{format}",
    "/api/users/{id}/catalog",
  ];
  assert.deepEqual(described.filter((path) => !document.paths?.[path]), []);
});
