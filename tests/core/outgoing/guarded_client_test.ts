import assert from "node:assert/strict";
import type { LookupAddress } from "node:dns";
import { readSettings } from "../../../src/core/settings/mod.ts";
import {
  AddressRefusedError,
  type GuardedClientOptions,
  openGuardedClient,
  OutgoingError,
} from "../../../src/core/outgoing/guarded_client.ts";
import { present } from "../../support/present.ts";

const BOUNDS = { mostBytes: 1000, timeout: 5000 };
const LOOPBACK: LookupAddress = { address: "127.0.0.1", family: 4 };

interface Web extends AsyncDisposable {
  port: number;
  requests: Request[];
}

function startWeb(answer: (request: Request) => Response | Promise<Response>): Web {
  const requests: Request[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    requests.push(request);
    return answer(request);
  });
  return { port: server.addr.port, requests, [Symbol.asyncDispose]: () => server.shutdown() };
}

async function get(url: string, options: Partial<GuardedClientOptions> = {}, bounds = BOUNDS): Promise<string> {
  await using client = await openGuardedClient({ privateHosts: [], userAgent: "Panoramax/Test/1", ...options });
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of await client.get(url, bounds)) text += decoder.decode(chunk, { stream: true });
  return text;
}

Deno.test("get() reads what a host that is trusted by name has, under its own name", async () => {
  await using web = startWeb((request) => new Response(`${request.headers.get("Host")} ${request.url}`));
  const text = await get(`http://localhost:${web.port}/a%20b?c=d`, { privateHosts: ["localhost"] });
  assert.equal(text, `localhost:${web.port} http://localhost:${web.port}/a%20b?c=d`);
  const [request, ...others] = web.requests;
  const { headers } = present(request);
  assert.deepEqual(others, []);
  assert.equal(headers.get("User-Agent"), "Panoramax/Test/1");
  assert.equal(headers.get("Cookie"), null);
  assert.equal(headers.get("Authorization"), null);
});

Deno.test("get() trusts one port of a host alone when that is what is trusted", async () => {
  await using web = startWeb(() => new Response("here"));
  await using other = startWeb(() => new Response("not here"));
  const privateHosts = [`127.0.0.1:${web.port}`];
  assert.equal(await get(`http://127.0.0.1:${web.port}/`, { privateHosts }), "here");
  await assert.rejects(get(`http://127.0.0.1:${other.port}/`, { privateHosts }), AddressRefusedError);
  assert.equal(other.requests.length, 0);
});

Deno.test("get() refuses addresses of this machine in every notation, before anything is sent", async () => {
  await using web = startWeb(() => new Response("secret"));
  for (
    const host of [
      "127.0.0.1",
      "127.1",
      "2130706433",
      "0x7f000001",
      "0177.0.0.1",
      "0.0.0.0",
      "0",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[64:ff9b::7f00:1]",
      "localhost",
      "LOCALHOST",
      "①②⑦.⓪.⓪.①",
    ]
  ) {
    await assert.rejects(get(`http://${host}:${web.port}/`), AddressRefusedError, host);
  }
  assert.equal(web.requests.length, 0);
});

Deno.test("get() refuses names that lead to addresses that are not public", async () => {
  await using web = startWeb(() => new Response("secret"));
  for (
    const addresses of [
      [LOOPBACK],
      [{ address: "8.8.8.8", family: 4 }, LOOPBACK],
      [{ address: "::ffff:127.0.0.1", family: 6 }],
      [{ address: "169.254.169.254", family: 4 }],
    ]
  ) {
    const answer = get(`http://innocent.example:${web.port}/`, {
      resolve: (_name, _options, callback) => callback(null, addresses),
    });
    await assert.rejects(answer, AddressRefusedError, JSON.stringify(addresses));
  }
  assert.equal(web.requests.length, 0);
});

Deno.test("get() connects to the address it has judged: a name is resolved once", async () => {
  await using web = startWeb(() => new Response("secret"));
  let lookups = 0;
  // A name that is public when it is judged, and this machine when it is asked for again (DNS rebinding).
  const answer = get(`http://rebinding.example:${web.port}/`, {
    resolve: (_name, _options, callback) =>
      callback(null, [++lookups === 1 ? { address: "1.1.1.1", family: 4 } : LOOPBACK]),
  }, { ...BOUNDS, timeout: 100 });
  await assert.rejects(answer, OutgoingError);
  assert.equal(lookups, 1);
  assert.equal(web.requests.length, 0);
});

Deno.test("get() does not follow redirects, not even from a trusted host", async () => {
  await using target = startWeb(() => new Response("secret"));
  for (const status of [301, 302, 303, 307, 308]) {
    await using web = startWeb(() =>
      new Response(null, { status, headers: { Location: `http://127.0.0.1:${target.port}/` } })
    );
    await assert.rejects(get(`http://127.0.0.1:${web.port}/`, { privateHosts: ["127.0.0.1"] }), (error) => {
      assert.ok(error instanceof OutgoingError);
      assert.equal(error.status, status);
      assert.match(error.message, /redirects are not followed/);
      return true;
    });
  }
  assert.equal(target.requests.length, 0);
});

Deno.test("get() refuses other schemes and credentials", async () => {
  for (
    const url of ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:,x", "nonsense", "", "//a"]
  ) {
    await assert.rejects(get(url), AddressRefusedError, url);
  }
  await assert.rejects(get("http://user:password@example.org/"), (error: Error) => {
    assert.ok(error instanceof AddressRefusedError);
    assert.doesNotMatch(error.message, /password/);
    return true;
  });
});

Deno.test("get() ends with what is too long", async () => {
  await using web = startWeb(() => new Response("x".repeat(BOUNDS.mostBytes + 1)));
  await assert.rejects(get(`http://127.0.0.1:${web.port}/`, { privateHosts: ["127.0.0.1"] }), /more than 1000 bytes/);
});

Deno.test("get() ends with what takes too long, before and after the first byte", async () => {
  const { promise, resolve: release } = Promise.withResolvers<Response>();
  await using silent = startWeb(() => promise);
  await using slow = startWeb(() =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) }))
  );
  for (const web of [silent, slow]) {
    const answer = get(`http://127.0.0.1:${web.port}/`, { privateHosts: ["127.0.0.1"] }, { ...BOUNDS, timeout: 100 });
    await assert.rejects(answer, OutgoingError);
  }
  release(new Response());
});

Deno.test("get() tells the status of what is not there, and where nobody listens", async () => {
  let port: number;
  {
    await using web = startWeb(() => new Response("gone", { status: 404 }));
    port = web.port;
    await assert.rejects(
      get(`http://127.0.0.1:${port}/`, { privateHosts: ["127.0.0.1"] }),
      (error) => error instanceof OutgoingError && error.status === 404 && !error.message.includes("gone"),
    );
  }
  await assert.rejects(get(`http://127.0.0.1:${port}/`, { privateHosts: ["127.0.0.1"] }), OutgoingError);
});

Deno.test("get() ends when it is told to", async () => {
  const { promise, resolve: release } = Promise.withResolvers<Response>();
  const ending = new AbortController();
  await using web = startWeb(() => {
    ending.abort();
    return promise;
  });
  const answer = get(`http://127.0.0.1:${web.port}/`, { privateHosts: ["127.0.0.1"], signal: ending.signal });
  await assert.rejects(answer, OutgoingError);
  release(new Response());
});

Deno.test("API_TRANSFER_PRIVATE_HOSTS takes hosts as they stand in addresses", () => {
  const read = (text: string) => readSettings({ API_TRANSFER_PRIVATE_HOSTS: text }).API_TRANSFER_PRIVATE_HOSTS;
  assert.deepEqual(read("Panoramax.LAN, 192.168.1.20:5000 [::1]:80"), ["panoramax.lan", "192.168.1.20:5000", "[::1]"]);
  assert.equal(read(""), undefined);
  for (const wrong of ["http://panoramax.lan", "panoramax.lan/api", "user@panoramax.lan", "a:b:c"]) {
    assert.throws(() => read(wrong), /API_TRANSFER_PRIVATE_HOSTS should be hosts/, wrong);
  }
});
