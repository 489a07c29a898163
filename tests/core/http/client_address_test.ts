import assert from "node:assert/strict";
import { Hono } from "hono";
import { clientAddress } from "../../../src/core/http/client_address.ts";
import type { RequestVariables } from "../../../src/core/http/context.ts";

async function address(remoteAddress: string | undefined, forwarded: string | undefined, proxies: number) {
  const app = new Hono<RequestVariables>();
  app.get("/", (context) => context.text(clientAddress(context, proxies)));
  const headers: Record<string, string> = forwarded === undefined ? {} : { "X-Forwarded-For": forwarded };
  return await (await app.request("/", { headers }, { remoteAddress })).text();
}

for (
  const [remote, forwarded, proxies, expected] of [
    ["192.0.2.1", undefined, 0, "192.0.2.1"],
    ["192.0.2.1", "198.51.100.7", 0, "192.0.2.1"],
    ["192.0.2.1", "198.51.100.7", 1, "198.51.100.7"],
    ["192.0.2.1", "a lie, 198.51.100.7", 1, "198.51.100.7"],
    ["192.0.2.1", "a lie, 198.51.100.7, 203.0.113.2", 2, "198.51.100.7"],
    ["192.0.2.1", undefined, 1, "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", undefined, 0, "2001:db8:1:2::/64"],
    ["2001:db8:1:2:ffff::1", undefined, 0, "2001:db8:1:2::/64"],
    ["2001:db8::1", undefined, 0, "2001:db8:0:0::/64"],
    ["::1", undefined, 0, "0:0:0:0::/64"],
    ["::ffff:192.0.2.1", undefined, 0, "192.0.2.1"],
    ["192.0.2.1", "198.51.100.7:4711", 1, "198.51.100.7"],
    ["192.0.2.1", "[2001:db8:1:2::5]:4711", 1, "2001:db8:1:2::/64"],
    ["192.0.2.1", "[2001:db8:1:2::5]", 1, "2001:db8:1:2::/64"],
    ["192.0.2.1", "2001:DB8:1:2::5", 1, "2001:db8:1:2::/64"],
    ["192.0.2.1", "::ffff:198.51.100.7", 1, "198.51.100.7"],
    ["fe80::1%eth0", undefined, 0, "fe80:0:0:0::/64"],
    ["192.0.2.1", "198.51.100.7", 2, "198.51.100.7"],
    ["192.0.2.1", "a lie, 198.51.100.7,203.0.113.2 , 203.0.113.3", 3, "198.51.100.7"],
    ["192.0.2.1", "unknown", 1, "192.0.2.1"],
    ["192.0.2.1", "_hidden, ", 1, "192.0.2.1"],
    ["192.0.2.1", "198.51.100.7, <script>", 1, "192.0.2.1"],
    ["192.0.2.1", "999.1.1.1", 1, "192.0.2.1"],
    ["192.0.2.1", "0x7f000001", 1, "192.0.2.1"],
    ["192.0.2.1", ":::", 1, "192.0.2.1"],
    ["192.0.2.1", "", 1, "192.0.2.1"],
    ["192.0.2.1", ",".repeat(5000), 1, "192.0.2.1"],
    [undefined, undefined, 0, "unknown"],
  ] as const
) {
  Deno.test(`clientAddress() of ${remote} for ${forwarded?.slice(0, 60)}, ${proxies} proxies, is ${expected}`, async () => {
    assert.equal(await address(remote, forwarded, proxies), expected);
  });
}
