import assert from "node:assert/strict";
import { answer, serverTest } from "../../support/server.ts";

serverTest("The OpenAPI document names every route and points at nothing outside of itself", async (server) => {
  const document = await answer(fetch(`${server.url}/api/docs/specs.json`));
  assert.match(document.openapi, /^3\.1/);
  const text = JSON.stringify(document);
  for (const [, target = ""] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    assert.match(target, /^#\//, "a reference to somewhere else");
    const found = target.slice(2).split("/").reduce<unknown>(
      (part, key) => typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined,
      document,
    );
    assert.ok(found, `${target} is missing`);
  }
  for (
    const path of [
      "/api",
      "/api/upload_sets/{id}/files",
      "/api/search",
      "/api/pictures/{id}/tiled/{column}_{row}.{format}",
    ]
  ) {
    assert.ok(document.paths[path], `${path} is missing`);
  }
});

serverTest("The OpenAPI document also comes in version 3.0", async (server) => {
  const response = await fetch(`${server.url}/api/docs/specs.json?version=3.0`);
  assert.equal(response.headers.get("Content-Type"), "application/vnd.oai.openapi+json;version=3.0");
  const older = await answer(response);
  assert.equal(older.openapi, "3.0.3");
  const { paths } = await answer(fetch(`${server.url}/api/docs/specs.json`));
  assert.deepEqual(Object.keys(older.paths), Object.keys(paths));
});

serverTest("The OpenAPI document says of every operation whether it takes credentials", async (server) => {
  const { paths } = await answer(fetch(`${server.url}/api/docs/specs.json`));
  for (const [path, operations] of Object.entries<Record<string, { security?: unknown[] }>>(paths)) {
    for (const [method, { security }] of Object.entries(operations)) assert.ok(security, `${method} ${path}`);
  }
});

serverTest("Browsers of other origins may call, errors included", async (server) => {
  const headers = { Origin: "https://viewer.example" };
  for (const path of ["/api", "/nothing", "/api/collections/11111111-2222-3333-4444-555555555555"]) {
    const response = await fetch(server.url + path, { headers });
    await response.body?.cancel();
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), headers.Origin, path);
    assert.match(response.headers.get("Vary") ?? "", /Origin/, path);
  }
  const preflight = await fetch(`${server.url}/api/upload_sets`, {
    method: "OPTIONS",
    headers: { ...headers, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization" },
  });
  assert.deepEqual([preflight.status, preflight.headers.get("Access-Control-Allow-Headers")], [200, "authorization"]);
});

serverTest("The server tells its health", async (server) => {
  assert.deepEqual(await answer(fetch(`${server.url}/api/health`)), {
    live: true,
    ready: true,
    database: true,
    storage: "ready",
  });
});
