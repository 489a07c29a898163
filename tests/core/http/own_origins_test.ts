import assert from "node:assert/strict";
import { Hono } from "hono";
import { publicAddress } from "../../../src/core/http/base_url.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { foreignOrigin } from "../../../src/core/http/own_origins.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";

const OWN = "http://own.example.org:5000";

/** What is said of a request, `""` when it may use a login. */
async function judge(
  method: string,
  headers: Record<string, string>,
  variables: Record<string, string> = {},
): Promise<string> {
  const app = new Hono<RequestVariables>();
  app.use(publicAddress(readSettings(variables)));
  app.all("/", (context) => context.text(foreignOrigin(context, readSettings(variables)) ?? ""));
  return await (await app.request(`${OWN}/`, { method, headers })).text();
}

const EVIL = "https://evil.example.org", WEBSITE = "https://website.example.org";
const CASES: [what: string, method: string, headers: Record<string, string>, foreign: string][] = [
  ["a program", "POST", {}, ""],
  ["a form of our own", "POST", { "Origin": OWN, "Sec-Fetch-Site": "same-origin" }, ""],
  ["a form of our own, by an old browser", "POST", { Origin: OWN }, ""],
  ["an address that was typed", "GET", { "Sec-Fetch-Site": "none" }, ""],
  ["a link of another site", "GET", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" }, ""],
  ["a script of another site", "GET", { "Origin": EVIL, "Sec-Fetch-Site": "cross-site" }, EVIL],
  ["a form of another site", "POST", { "Origin": EVIL, "Sec-Fetch-Site": "cross-site" }, EVIL],
  ["a form of another site, by an old browser", "POST", { Origin: EVIL }, EVIL],
  [
    "a form of another site that hides its origin",
    "POST",
    { "Origin": "null", "Sec-Fetch-Site": "cross-site" },
    "null",
  ],
  ["a form without any origin", "POST", { "Sec-Fetch-Site": "cross-site" }, "another site"],
  [
    "another port of the same host",
    "POST",
    { "Origin": "http://own.example.org", "Sec-Fetch-Site": "same-site" },
    "http://own.example.org",
  ],
  [
    "another host of the same domain",
    "DELETE",
    { "Origin": "http://x.example.org", "Sec-Fetch-Site": "same-site" },
    "http://x.example.org",
  ],
  ["an origin that only begins like ours", "POST", { Origin: `${OWN}.evil.example.org` }, `${OWN}.evil.example.org`],
  ["the website", "POST", { "Origin": WEBSITE, "Sec-Fetch-Site": "cross-site" }, WEBSITE],
];

for (const [what, method, headers, foreign] of CASES) {
  Deno.test(`foreignOrigin() of ${what} is ${foreign || "nothing"}`, async () => {
    assert.equal(await judge(method, headers), foreign);
  });
}

Deno.test("foreignOrigin() takes the website for our own when it is named", async () => {
  const variables = { API_WEBSITE_URL: `${WEBSITE}/start` };
  assert.equal(await judge("POST", { "Origin": WEBSITE, "Sec-Fetch-Site": "cross-site" }, variables), "");
  assert.equal(await judge("POST", { "Origin": EVIL, "Sec-Fetch-Site": "cross-site" }, variables), EVIL);
});

for (
  const [what, origin, headers, variables, foreign] of [
    ["PUBLIC_URL", "https://public.example.org", {}, { PUBLIC_URL: "https://public.example.org/street" }, false],
    ["the host that a proxy passes on", "https://own.example.org:5000", {}, { INFRA_NB_PROXIES: "1" }, false],
    ["the host of the request, by https without a proxy", "https://own.example.org:5000", {}, {}, true],
    ["this server's own address in spite of PUBLIC_URL", OWN, {}, { PUBLIC_URL: "https://public.example.org" }, false],
    ["plain http where PUBLIC_URL says https", OWN, {}, { PUBLIC_URL: "https://own.example.org:5000" }, true],
    ["a forwarded host", EVIL, { "X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "https" }, {
      INFRA_NB_PROXIES: "1",
    }, true],
    ["a forwarded prefix", EVIL, { "X-Forwarded-Prefix": "@evil.example.org", "X-Forwarded-Proto": "https" }, {
      INFRA_NB_PROXIES: "1",
    }, true],
    ["a forwarded port", "http://own.example.org:81", { "X-Forwarded-Port": "81" }, { INFRA_NB_PROXIES: "1" }, true],
    ["a forwarded host in spite of PUBLIC_URL", EVIL, { "X-Forwarded-Host": "evil.example.org" }, {
      INFRA_NB_PROXIES: "1",
      PUBLIC_URL: "https://public.example.org",
    }, true],
  ] as [string, string, Record<string, string>, Record<string, string>, boolean][]
) {
  Deno.test(`foreignOrigin() takes a page of ${what} for ${foreign ? "foreign" : "our own"}`, async () => {
    assert.equal(await judge("POST", { Origin: origin, ...headers }, variables), foreign ? origin : "");
  });
}
