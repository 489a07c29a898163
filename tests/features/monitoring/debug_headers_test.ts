import assert from "node:assert/strict";
import { createApp } from "../../../src/main/app.ts";
import type { Services } from "../../../src/core/services.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";

function ask(path: string, headers: Record<string, string>, variables: Record<string, string> = {}) {
  return createApp({ settings: readSettings(variables), team: new Team() } as Services).app.request(path, { headers });
}

Deno.test("/api/debug_headers answers the address that answers would have behind proxies", async () => {
  const headers = { "Host": "inside:5000", "X-Forwarded-Host": "pictures.example.org", "X-Forwarded-Proto": "https" };
  const trusting = await ask("http://inside:5000/api/debug_headers", headers, { INFRA_NB_PROXIES: "1" });
  assert.deepEqual(await trusting.json(), { test_url: "https://pictures.example.org/api/debug_headers" });
  const alone = await ask("http://inside:5000/api/debug_headers", headers);
  assert.deepEqual(await alone.json(), { test_url: "http://inside:5000/api/debug_headers" });
});

Deno.test("/api/debug_headers says what is wrong with the host", async () => {
  const { error } = await (await ask("http://my_host/api/debug_headers", { Host: "my_host" })).json();
  assert.equal(error.length, 1);
  assert.match(error[0], /underscore/);
});

Deno.test("Legacy addresses of the documentation lead to the current ones", async () => {
  for (const [old, now] of [["/apidocs", "/api/docs/swagger"], ["/apispec_1.json", "/api/docs/specs.json"]]) {
    const response = await ask(`http://localhost${old}`, {});
    assert.deepEqual([response.status, response.headers.get("Location")], [301, `http://localhost${now}`]);
  }
});
