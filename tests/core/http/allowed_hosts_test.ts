import assert from "node:assert/strict";
import { Hono } from "hono";
import { hostname } from "node:os";
import { allowedHosts } from "../../../src/core/http/allowed_hosts.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { answerError } from "../../../src/core/http/error_answers.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";

async function statusFor(host: string, variables: Record<string, string>): Promise<number> {
  const app = new Hono<RequestVariables>();
  app.use(allowedHosts(readSettings(variables)));
  app.get("/", (context) => context.text("ours"));
  app.onError(answerError);
  return (await app.request(`http://${host}/`)).status;
}

const LOCAL = ["127.0.0.1:5000", "localhost:5000", "[::1]:5000", "192.168.1.20:5000", "[fe80::1]", "0x7f.1"];
const NAMES = ["raspberrypi:5000", "panoramax.local", "panoramax.lan:5000", "a.localhost", hostname(), "nas.home.arpa"];
const STRANGERS = [
  "evil.example.org",
  "evil.example.org.",
  "127.0.0.1.evil.example",
  "local.example.org",
  "notlocal.com",
];

for (const host of [...LOCAL, ...NAMES]) {
  Deno.test(`without settings, requests for ${host} are answered`, async () => {
    assert.equal(await statusFor(host, {}), 200);
  });
}

for (const host of STRANGERS) {
  Deno.test(`requests for ${host} are refused unless a setting names it`, async () => {
    const settings: Record<string, string>[] = [{}, { PUBLIC_URL: "https://own.example.org" }, {
      API_ALLOWED_HOSTS: "own.example.org",
    }];
    for (const variables of settings) {
      assert.equal(await statusFor(host, variables), 421, JSON.stringify(variables));
    }
    assert.equal(await statusFor(host, { API_ALLOWED_HOSTS: `x, ${host.replace(/\.$/, "")}` }), 200);
    assert.equal(await statusFor(host, { API_ALLOWED_HOSTS: "*" }), 200);
  });
}

for (
  const [host, variables, status] of [
    ["own.example.org", { PUBLIC_URL: "https://own.example.org/street" }, 200],
    ["OWN.example.org:8080", { PUBLIC_URL: "https://own.example.org" }, 200],
    ["a.example.org", { API_ALLOWED_HOSTS: "*.example.org" }, 200],
    ["example.org", { API_ALLOWED_HOSTS: "*.example.org" }, 421],
    ["evilexample.org", { API_ALLOWED_HOSTS: "*.example.org" }, 421],
    ["own.example.org", { INFRA_NB_PROXIES: "1" }, 200],
    ["evil.example.org", { INFRA_NB_PROXIES: "1", PUBLIC_URL: "https://own.example.org" }, 421],
    ["192.168.1.20:5000", { PUBLIC_URL: "https://own.example.org" }, 200],
  ] as [string, Record<string, string>, number][]
) {
  Deno.test(`a request for ${host} with ${JSON.stringify(variables)} gets ${status}`, async () => {
    assert.equal(await statusFor(host, variables), status);
  });
}

Deno.test("a refusal says which settings help", async () => {
  const app = new Hono<RequestVariables>();
  app.use(allowedHosts(readSettings({})));
  app.onError(answerError);
  const { message } = await (await app.request("http://own.example.org/")).json();
  assert.match(message, /own\.example\.org.*API_ALLOWED_HOSTS.*PUBLIC_URL/);
});
