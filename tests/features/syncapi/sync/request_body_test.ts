import assert from "node:assert/strict";
import { withBody } from "../../../../src/features/syncapi/sync/request_body.ts";

/** A request as some Deno to come might make it: with other things under its symbol. */
function requestWithInside(inside: unknown): Request {
  return { method: "GET", headers: new Headers(), [Symbol("request")]: inside } as unknown as Request;
}

/** Sends a GET with a body, which fetch() refuses to; the body of the answer. */
async function get({ port }: Deno.NetAddr, body: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = ["GET / HTTP/1.1", "Host: 127.0.0.1", "Connection: close", `Content-Length: ${body.length}`];
  const sent = new Blob([`${head.join("\r\n")}\r\n\r\n${body}`]).stream()
    .pipeTo(connection.writable, { preventClose: true });
  const answer = await new Response(connection.readable).text();
  await sent;
  return answer.slice(answer.indexOf("\r\n\r\n") + 4);
}

Deno.test("withBody() gives the body of a GET that came over the network", async () => {
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const text = await new Response(withBody(request).body).text();
    return new Response(`${text.length} ${text.slice(-6)}`);
  });
  for (const body of ["", "a form", "a form".repeat(100_000)]) {
    assert.equal(await get(server.addr, body), `${body.length} ${body.slice(-6)}`);
  }
});

Deno.test("withBody() gives no body where a GET has none, or Deno keeps it elsewhere", () => {
  assert.equal(withBody(new Request("http://127.0.0.1/")).body, null);
  const insides = [
    undefined,
    null,
    "text",
    {},
    { body: null },
    { body: {} },
    { body: { streamOrStatic: "text" } },
    Object.freeze({ method: "GET" }),
    {
      get body() {
        throw new TypeError("It is no longer here");
      },
    },
  ];
  for (const inside of insides) assert.equal(withBody(requestWithInside(inside)).body, null);
  const unsealed = { method: "GET", headers: new Headers() } as unknown as Request;
  assert.equal(withBody(unsealed).body, null);
});

Deno.test("withBody() leaves other methods alone", async () => {
  const put = new Request("http://127.0.0.1/", { method: "PUT", body: "a form" });
  assert.equal(withBody(put), put);
  assert.equal(await put.text(), "a form");
});
