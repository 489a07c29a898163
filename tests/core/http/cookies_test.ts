/** Names and places of cookies, by which browsers keep them from other hosts and from other instances on the same host. */
import assert from "node:assert/strict";
import { Hono } from "hono";
import { publicAddress } from "../../../src/core/http/base_url.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";
import { readCookie, writeCookie } from "../../../src/core/http/cookies.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";

const OWN = { name: "pending" }, SHARED = { name: "session", isShared: true };

const CASES: [publicUrl: string, own: RegExp, shared: RegExp][] = [
  ["http://a.example", /^pending=x; (?!.*Secure)/, /^session=x; (?!.*Secure)/],
  ["https://a.example", /^__Host-pending=x; Path=\/; .*Secure/, /^session=x; Path=\/; .*Secure/],
  ["https://a.example/b", /^__Secure-pending_b=x; Path=\/b; .*Secure/, /^session_b=x; Path=\/b; .*Secure/],
];

for (const [publicUrl, own, shared] of CASES) {
  Deno.test(`cookies of ${publicUrl} have names that browsers keep to it, and are read by them`, async () => {
    const settings = readSettings({ PUBLIC_URL: publicUrl });
    const app = new Hono<RequestVariables>();
    app.use(publicAddress(settings));
    app.get("/write", (context) => {
      for (const cookie of [OWN, SHARED]) writeCookie(context, settings, cookie, "x", { httpOnly: true });
      return context.body(null);
    });
    app.get("/read", (context) => context.json([OWN, SHARED].map((cookie) => readCookie(context, settings, cookie))));
    const made = (await app.request("/write")).headers.getSetCookie();
    assert.equal(made.length, 2);
    for (const [index, pattern] of [own, shared].entries()) {
      assert.match(made[index]!, pattern);
      assert.match(made[index]!, /HttpOnly/);
      assert.match(made[index]!, /SameSite=Lax/);
      assert.doesNotMatch(made[index]!, /Domain/);
    }
    const Cookie = made.map((cookie) => cookie.split(";")[0]).join("; ");
    assert.deepEqual(await (await app.request("/read", { headers: { Cookie } })).json(), ["x", "x"]);
    // What another host of the domain has set for all of them.
    if (publicUrl === "https://a.example") {
      const forged = await app.request("/read", { headers: { Cookie: "pending=x" } });
      assert.deepEqual(await forged.json(), [null, null]);
    }
  });
}
