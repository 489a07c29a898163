/** Who reads `/metrics`: administrators, and programs on the same machine, unless a setting says otherwise. */
import assert from "node:assert/strict";
import { serverTest, type TestServer } from "../../support/server.ts";

const QUIET = { PICTURE_PROCESS_THREADS_LIMIT: "0" };

async function statusOf(server: TestServer, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${server.url}/metrics`, { headers });
  const text = await response.text();
  assert.equal(text.includes("panoramax_jobs"), response.status === 200, text.slice(0, 300));
  return response.status;
}

serverTest("/metrics is private by default", async (server) => {
  const forwarded = { "X-Forwarded-For": "203.0.113.9" };
  const user = await server.account("user");
  assert.equal(await statusOf(server, {}), 200, "Prometheus on the same machine");
  assert.equal(await statusOf(server, forwarded), 401, "somebody behind the proxy");
  assert.equal(await statusOf(server, { Forwarded: "for=203.0.113.9" }), 401);
  assert.equal(await statusOf(server, { Origin: "https://evil.example.org" }), 401, "a page of another site");
  assert.equal(await statusOf(server, { ...forwarded, ...user }), 403);
  assert.equal(await statusOf(server, { ...forwarded, ...server.defaultAccount }), 200);
  // A token that may not administer does not read them either.
  const made = await fetch(`${server.url}/api/users/me/tokens`, {
    method: "POST",
    headers: { ...server.defaultAccount, "Content-Type": "application/json" },
    body: JSON.stringify({ scopes: ["read"] }),
  });
  const { jwt_token } = await made.json();
  assert.equal(await statusOf(server, { ...forwarded, Authorization: `Bearer ${jwt_token}` }), 403);
}, QUIET);
