import assert from "node:assert/strict";
import { Hono } from "hono";
import { baseUrl } from "../../../src/core/http/base_url.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";

const CASES: [string, Record<string, string>, number, string][] = [
  ["no proxy", {}, 0, "http://pictures.example:8080"],
  [
    "headers of nobody's proxy",
    { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" },
    0,
    "http://pictures.example:8080",
  ],
  ["one proxy", { "X-Forwarded-Host": "maps.example", "X-Forwarded-Proto": "https" }, 1, "https://maps.example"],
  [
    "one proxy, a forged value before its own",
    { "X-Forwarded-Host": "evil.example, maps.example" },
    1,
    "http://maps.example",
  ],
  [
    "two proxies",
    { "X-Forwarded-Host": "maps.example, inner", "X-Forwarded-Proto": "https, http" },
    2,
    "https://maps.example",
  ],
  [
    "a port",
    { "X-Forwarded-Host": "maps.example", "X-Forwarded-Port": "8443", "X-Forwarded-Proto": "https" },
    1,
    "https://maps.example:8443",
  ],
  [
    "the usual port",
    { "X-Forwarded-Host": "maps.example", "X-Forwarded-Port": "443", "X-Forwarded-Proto": "https" },
    1,
    "https://maps.example",
  ],
  ["a prefix", { "X-Forwarded-Prefix": "/panoramax/" }, 1, "http://pictures.example:8080/panoramax"],
];

for (const [name, headers, proxies, expected] of CASES) {
  Deno.test(`baseUrl() with ${name}`, async () => {
    const app = new Hono<RequestVariables>();
    app.get("/", (context) => context.text(baseUrl(context, proxies)));
    const response = await app.request("http://pictures.example:8080/", { headers });
    assert.equal(await response.text(), expected);
  });
}
