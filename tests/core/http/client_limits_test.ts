import assert from "node:assert/strict";
import { serverTest } from "../../support/server.ts";

async function statusOf(response: Promise<Response>): Promise<[number, string | null]> {
  const { status, headers, body } = await response;
  await body?.cancel();
  return [status, headers.get("Retry-After")];
}

serverTest("requests of one network are limited, those of others are not", async ({ url }) => {
  const ask = (address: string) => statusOf(fetch(`${url}/api/live`, { headers: { "X-Forwarded-For": address } }));
  for (let request = 0; request < 5; request++) assert.deepEqual(await ask("192.0.2.1"), [200, null]);
  const [status, wait] = await ask("192.0.2.1");
  assert.equal(status, 429);
  assert.ok(Number(wait) >= 1 && Number(wait) <= 12, `${wait}`);
  assert.deepEqual(await ask("192.0.2.2"), [200, null]);
}, { API_REQUESTS_PER_MINUTE: "5", INFRA_NB_PROXIES: "1" });

serverTest(
  "upload sets are limited for anonymous networks, less for accounts, not for administrators",
  async (server) => {
    const create = (headers: Record<string, string> = {}) =>
      statusOf(fetch(`${server.url}/api/upload_sets`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ title: "A tour" }),
      }));
    const count = async (headers?: Record<string, string>) => {
      const statuses = [];
      for (let set = 0; set < 12; set++) statuses.push((await create(headers))[0]);
      return statuses.filter((status) => status === 200).length;
    };
    assert.equal(await count(), 2);
    assert.equal(await count(await server.account("ana")), 10);
    assert.equal(await count(server.defaultAccount), 12);
  },
  { API_UPLOAD_SETS_PER_HOUR: "2" },
);

serverTest("bytes are limited, and have to be announced", async ({ url }) => {
  const send = (body: BodyInit) =>
    statusOf(
      fetch(`${url}/api/upload_sets`, { method: "POST", headers: { "Content-Type": "application/json" }, body }),
    );
  const set = JSON.stringify({ title: "x".repeat(600) });
  assert.equal((await send(set))[0], 200);
  assert.equal((await send(ReadableStream.from([new TextEncoder().encode(set)])))[0], 411);
  assert.equal((await send(set))[0], 200);
  const [status, wait] = await send(set);
  assert.equal(status, 429);
  assert.ok(Number(wait) > 0);
}, { API_UPLOAD_BYTES_PER_DAY: "1000" });
