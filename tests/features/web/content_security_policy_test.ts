/** What browsers may do on our pages. */
import assert from "node:assert/strict";
import { readSettings } from "../../../src/core/settings/mod.ts";
import {
  contentSecurityPolicy,
  otherOrigins,
  type PolicySettings,
} from "../../../src/features/web/content_security_policy.ts";
import { serverTest } from "../../support/server.ts";

const OWN: PolicySettings = {
  API_WEBSITE_URL: "same-host",
  API_ALLOWED_RETURN_URLS: undefined,
  API_MAP_STYLE_URL: undefined,
  API_MAP_RASTER_URL: undefined,
  API_GEOCODER_URL: undefined,
  API_VIEWER_HOSTS: undefined,
  API_PERMANENT_PICTURES_PUBLIC_URL: undefined,
  API_DERIVATES_PICTURES_PUBLIC_URL: undefined,
};

/** The policy by its directives. */
function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split("; ").map((part) => {
      const [name, ...values] = part.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

Deno.test("contentSecurityPolicy() lets pages of forms load nothing but our own files", () => {
  const policy = directives(contentSecurityPolicy(OWN, {}));
  assert.equal(policy["default-src"], "'none'");
  assert.equal(policy["script-src"], "'self'");
  assert.equal(policy["style-src"], "'self'");
  assert.equal(policy["connect-src"], "'self'");
  assert.equal(policy["frame-ancestors"], "'none'");
  assert.equal(policy["worker-src"], undefined);
});

Deno.test("contentSecurityPolicy() never allows inline scripts", () => {
  for (const needs of [{}, { map: true }, { styledByScripts: true }, { map: true, embeddable: true }]) {
    assert.equal(directives(contentSecurityPolicy(OWN, needs))["script-src"], "'self'");
  }
});

Deno.test("contentSecurityPolicy() has no directive from the address of a map", () => {
  const policy = contentSecurityPolicy({ ...OWN, API_MAP_STYLE_URL: "https://a.example;sandbox/style" }, { map: true });
  assert.ok(!policy.includes("sandbox"), policy);
});

Deno.test("contentSecurityPolicy() lets other sites embed only pages made for it", () => {
  assert.equal(directives(contentSecurityPolicy(OWN, { map: true }))["frame-ancestors"], "'none'");
  assert.equal(directives(contentSecurityPolicy(OWN, { map: true, embeddable: true }))["frame-ancestors"], "*");
});

Deno.test("otherOrigins() are those of the settings, each once", () => {
  const settings: PolicySettings = {
    ...OWN,
    API_MAP_STYLE_URL: "https://tiles.example/styles/street.json",
    API_VIEWER_HOSTS: ["https://tiles.example", "https://names.example:8443/search"],
    API_PERMANENT_PICTURES_PUBLIC_URL: "https://pictures.example/main",
  };
  const origins = ["https://tiles.example", "https://pictures.example", "https://names.example:8443"];
  assert.deepEqual(otherOrigins(settings).toSorted(), origins.toSorted());
  const policy = directives(contentSecurityPolicy(settings, { map: true }));
  for (const origin of origins) {
    for (const directive of ["connect-src", "img-src"]) {
      const sources = policy[directive]?.split(" ") ?? [];
      assert.ok(sources.includes(origin), `${directive}: ${sources.join(" ")}`);
    }
  }
  assert.equal(policy["script-src"], "'self'");
});

const PAGES = ["/", "/viewer", "/embed", "/upload", "/login", "/api/docs/swagger", "/allsky", "/nothing"];

serverTest("every page has a policy and no inline scripts", async ({ url }) => {
  for (const path of PAGES) {
    const response = await fetch(url + path, { headers: { Accept: "text/html" } });
    const page = await response.text();
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    assert.match(policy, /; script-src 'self'; /, path);
    assert.match(policy, /connect-src [^;]*https:\/\/names\.example/, path);
    assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff", path);
    assert.doesNotMatch(page, / on\w+="|javascript:|\sstyle="/, path);
    for (const [, attributes = ""] of page.matchAll(/<script([^>]*)>/g)) {
      assert.match(attributes, /\ssrc="\/static\/|type="application\/json"/, `${path}: ${attributes}`);
    }
  }
}, { OAUTH_PROVIDER: "local", API_VIEWER_HOSTS: "https://names.example" });

Deno.test("API_VIEWER_HOSTS accepts only origins", () => {
  const { API_VIEWER_HOSTS } = readSettings({ API_VIEWER_HOSTS: "https://a.example, https://b.example:8443" });
  assert.deepEqual(API_VIEWER_HOSTS, ["https://a.example", "https://b.example:8443"]);
  for (const wrong of ["names.example", "https://a.example;script-src *", "javascript:alert(1)"]) {
    assert.throws(() => readSettings({ API_VIEWER_HOSTS: wrong }), /API_VIEWER_HOSTS/, wrong);
  }
});
