import assert from "node:assert/strict";
import { Hono } from "hono";
import { basePath, baseUrl, publicAddress } from "../../../src/core/http/base_url.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";

const DIRECT = "http://pictures.example:8080";
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
  ["a prefix without slashes", { "X-Forwarded-Prefix": "pano" }, 1, `${DIRECT}/pano`],
  [
    "a prefix of two segments",
    { "X-Forwarded-Prefix": "/maps/street-level_1.0~x" },
    1,
    `${DIRECT}/maps/street-level_1.0~x`,
  ],
  ["a host with a port", { "X-Forwarded-Host": "maps.example:8443" }, 1, "http://maps.example:8443"],
  ["an IPv6 host", { "X-Forwarded-Host": "[2001:db8::1]:81" }, 1, "http://[2001:db8::1]:81"],
  [
    "another port of an IPv6 host",
    { "X-Forwarded-Host": "[2001:db8::1]", "X-Forwarded-Port": "81" },
    1,
    "http://[2001:db8::1]:81",
  ],
  ["Forwarded alone", { "Forwarded": "host=evil.example;proto=https" }, 1, DIRECT],
  ...[
    "@evil.example",
    "/@evil.example",
    "//evil.example",
    "/\\evil.example",
    "/a//b",
    "/a/../b",
    "/..",
    "/.",
    "/a?b",
    "/a#b",
    "/a b",
    "/a%2f",
    "/<script>",
    "https://evil.example",
    ":8080",
    `/${"a".repeat(300)}`,
    "",
  ].map((prefix): (typeof CASES)[number] => [
    `the prefix ${prefix.slice(0, 30)}`,
    { "X-Forwarded-Prefix": prefix },
    1,
    DIRECT,
  ]),
  ...[
    "user@evil.example",
    "evil.example/path",
    "evil.example?x",
    "evil.example#x",
    "evil.example:port",
    "a b",
    "[::1",
    "evil.example:99999",
    "",
    "<script>",
  ].map((host): (typeof CASES)[number] => [`the host ${host}`, { "X-Forwarded-Host": host }, 1, DIRECT]),
  ...["javascript", "ftp", "https:", "", "file"].map((scheme): (typeof CASES)[number] => [
    `the scheme ${scheme}`,
    { "X-Forwarded-Proto": scheme },
    1,
    DIRECT,
  ]),
  ...["0", "99999", "-1", "80@evil.example", "x", ""].map((port): (typeof CASES)[number] => [
    `the port ${port}`,
    { "X-Forwarded-Port": port },
    1,
    DIRECT,
  ]),
];

for (const [name, headers, proxies, expected] of CASES) {
  Deno.test(`baseUrl() with ${name}`, async () => {
    const app = new Hono<RequestVariables>();
    app.use(publicAddress({ INFRA_NB_PROXIES: proxies, PUBLIC_URL: undefined }));
    app.get("/", (context) => context.text(baseUrl(context)));
    const response = await app.request("http://pictures.example:8080/", { headers });
    assert.equal(await response.text(), expected);
  });
}

Deno.test("PUBLIC_URL decides alone, whatever a request or a proxy says", async () => {
  const app = new Hono<RequestVariables>();
  app.use(publicAddress({ INFRA_NB_PROXIES: 1, PUBLIC_URL: "https://panoramax.example/street" }));
  app.get("/", (context) => context.json([baseUrl(context), basePath(context)]));
  const headers = { "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-Forwarded-Proto": "http" };
  const response = await app.request("http://10.0.0.1:8080/", { headers });
  assert.deepEqual(await response.json(), ["https://panoramax.example/street", "/street"]);
});

for (
  const [given, expected] of [
    ["https://panoramax.example", "https://panoramax.example"],
    ["https://Panoramax.Example:443/", "https://panoramax.example"],
    ["http://192.168.1.2:5000/street/", "http://192.168.1.2:5000/street"],
  ] as const
) {
  Deno.test(`PUBLIC_URL=${given} is ${expected}`, () => {
    assert.equal(readSettings({ PUBLIC_URL: given }).PUBLIC_URL, expected);
  });
}

for (
  const given of [
    "panoramax.example",
    "ftp://panoramax.example",
    "https://a@b.example",
    "https://b.example/?x",
    "https://",
    "https://b.example/#",
  ]
) {
  Deno.test(`PUBLIC_URL=${given} stops the start`, () => {
    assert.throws(() => readSettings({ PUBLIC_URL: given }), /PUBLIC_URL should be a URL such as/);
  });
}
