import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { BASE, stacTest } from "../support.ts";
import { seedSequence, uuid, walk } from "../seeds.ts";

const LICENSE = {
  API_PICTURES_LICENSE_SPDX_ID: "etalab-2.0",
  API_PICTURES_LICENSE_URL: "https://example.org/license",
};

stacTest("GET /api describes an empty instance", async ({ json, ask }) => {
  const landing = await json("/api");
  assert.deepEqual(landing, await json("/api/"));
  assert.equal(landing.type, "Catalog");
  assert.equal(landing.stac_version, "1.0.0");
  assert.equal(landing.id, "geovisio");
  assert.equal(landing.title, "Panoramax");
  assert.equal(landing.description, "The open source photo mapping solution");
  assert.match(landing.geovisio_version, /^\d+\.\d+\.\d+(-\d+-[a-zA-Z0-9]+)?$/);
  assert.deepEqual(landing.contacts, [{ name: "Panoramax", emails: [{ value: "panoramax@panoramax.fr" }] }]);
  assert.deepEqual(landing.extent, { spatial: { bbox: [[-180, -90, 180, 90]] } });
  const response = await ask("/api");
  await response.body?.cancel();
  assert.equal(response.headers.get("Content-Type"), "application/json");
  assert.equal(response.headers.get("Cache-Control"), "public, no-cache");
});

stacTest("GET /api gives the extent of the pictures from the index", async ({ sql, json, account }) => {
  await seedSequence(sql, { id: uuid(1), account: await account("bob"), pictures: walk(11) });
  const { extent } = await json("/api");
  assert.deepEqual(extent, {
    spatial: { bbox: [[1.9191854000091553, 49.00688934326172, 1.919199824333191, 49.00697708129883]] },
    temporal: { interval: [["2021-07-29T09:16:54+00:00", "2021-07-29T09:17:02+00:00"]] },
  });
});

stacTest("GET /api leads to everything", async ({ json }) => {
  const { links } = await json("/api");
  const root = `${BASE}/api`;
  const plain = (rel: string, type: string, path: string) => ({ rel, type, href: root + path });
  const titled = (rel: string, type: string, path: string, title: string) => ({ rel, type, title, href: root + path });
  const tiles = "application/vnd.mapbox-vector-tile", tilesTitle = "Pictures and sequences vector tiles";
  assert.deepEqual(links, [
    plain("self", "application/json", "/"),
    titled("root", "application/json", "/", "Instance catalog"),
    plain("service-desc", "application/vnd.oai.openapi+json;version=3.1", "/docs/specs.json"),
    plain("service-desc", "application/vnd.oai.openapi+json;version=3.0", "/docs/specs.json?version=3.0"),
    plain("service-doc", "text/html", "/docs/swagger"),
    plain("conformance", "application/json", "/conformance"),
    plain("data", "application/json", "/collections"),
    plain("child", "application/json", "/users/"),
    plain("data", "application/rss+xml", "/collections?format=rss"),
    { ...plain("search", "application/geo+json", "/search"), method: "GET" },
    { ...plain("search", "application/geo+json", "/search"), method: "POST" },
    titled("xyz", tiles, "/map/{z}/{x}/{y}.mvt", tilesTitle),
    titled(
      "http://www.opengis.net/def/rel/ogc/1.0/queryables",
      "application/schema+json",
      "/queryables",
      "Queryables",
    ),
    titled("xyz-style", "application/json", "/map/style.json", "MapLibre Style JSON"),
    titled("user-xyz", tiles, "/users/{userId}/map/{z}/{x}/{y}.mvt", `${tilesTitle} for a given user`),
    titled("user-xyz-style", "application/json", "/users/{userId}/map/style.json", "MapLibre Style JSON"),
    titled("collection-preview", "image/jpeg", "/collections/{id}/thumb.jpg", "Thumbnail URL for a given sequence"),
    titled("item-preview", "image/jpeg", "/pictures/{id}/thumb.jpg", "Thumbnail URL for a given picture"),
    titled("users", "application/json", "/users/", "List of users"),
    titled("user-search", "application/json", "/users/search", "Search users"),
    titled("report", "application/json", "/reports", "Post feedback/report about picture or sequence"),
  ]);
});

stacTest("GET /api shows license and donation, and hides reports of a read-only instance", async ({ json }) => {
  const { links } = await json("/api");
  assert.deepEqual(links.slice(-2), [
    { rel: "license", title: "License for this object (etalab-2.0)", href: "https://example.org/license" },
    {
      rel: "payment",
      title: "Donation page to support this instance",
      href: "https://example.org/give",
    },
  ]);
  // deno-lint-ignore no-explicit-any
  assert.ok(!links.some(({ rel }: any) => rel === "report"));
}, { ...LICENSE, API_DONATION_URL: "https://example.org/give", API_READ_ONLY: "true" });

stacTest("GET /api/conformance names the classes in their order", async ({ json }) => {
  assert.deepEqual(await json("/api/conformance"), {
    conformsTo: [
      "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
      "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
      "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/simple-query",
      ...["core", "browseable", "collections", "ogcapi-features", "item-search", "collection-search"]
        .map((name) => `https://api.stacspec.org/v1.0.0/${name}`),
      "https://api.stacspec.org/v1.0.0/item-search#filter",
      "https://api.stacspec.org/v1.0.0/item-search#sort",
      "https://api.stacspec.org/v1.0.0/collection-search#filter",
      "https://api.stacspec.org/v1.0.0/collection-search#sort",
      "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
      "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
      "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
      "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    ],
  });
});

stacTest("GET /api/queryables and /api/collections/queryables may be cached for an hour", async ({ ask }) => {
  for (const path of ["/api/queryables", "/api/collections/queryables"]) {
    const response = await ask(path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Cache-Control"), "public, max-age=3600");
    const schema = await response.json();
    assert.equal(schema.$id, `${BASE}${path}`);
    assert.equal(schema.additionalProperties, false);
  }
});

stacTest("GET /api is not sent again while nothing changed", async ({ sql, ask }) => {
  const first = await ask("/api");
  await first.body?.cancel();
  const again = () => ask("/api", "anonymous", { headers: { "If-None-Match": first.headers.get("ETag")! } });
  assert.equal((await again()).status, 304);
  const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, { id: uuid(1), account, pictures: walk(10) });
  const changed = await again();
  await changed.body?.cancel();
  assert.equal(changed.status, 200);
});

stacTest("GET /api/queryables names what a search can be filtered by", async ({ ask, json }) => {
  const { properties, patternProperties } = await json("/api/queryables");
  const names = Object.keys(properties);
  assert.ok(names.includes("datetime") && names.includes("pers:pitch"));
  for (const name of [...names, "semantics.weather", "eo:cloud_cover"]) {
    await json(`/api/search?filter=${encodeURIComponent(`"${name}" IS NOT NULL`)}`);
  }
  const isQueryable = (name: string) =>
    Object.keys(patternProperties).some((pattern) => new RegExp(pattern).test(name));
  for (const name of ["semantics.weather", "eo:cloud_cover"]) assert.ok(isQueryable(name), name);
  for (const name of ["pouet", "geovisio:pouet", "view:off_nadir"]) {
    assert.ok(!isQueryable(name), name);
    assert.equal((await ask(`/api/search?filter=${encodeURIComponent(`"${name}" IS NULL`)}`)).status, 400, name);
  }
});
