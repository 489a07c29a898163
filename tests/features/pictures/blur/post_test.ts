import assert from "node:assert/strict";
import { post } from "../../../../src/features/pictures/blur/post.ts";

const BODY = new Uint8Array(100_000).fill(7);

Deno.test("post() sends a body of known length, and gives the answer", async () => {
  await using server = Deno.serve(
    { port: 0, onListen() {} },
    async (request) =>
      new Response(`${(await request.bytes()).length} of ${request.headers.get("Content-Length")}`, {
        status: 418,
        headers: { "X-Method": request.method },
      }),
  );
  const url = new URL(`http://127.0.0.1:${server.addr.port}/blur/`);
  const response = await post(url, { "Content-Type": "image/jpeg" }, BODY, AbortSignal.timeout(10_000));
  assert.equal(response.status, 418);
  assert.equal(response.headers.get("X-Method"), "POST");
  assert.equal(await response.text(), "100000 of 100000");
});

Deno.test("post() stops at the signal, also after others were answered", async () => {
  const hanging = Promise.withResolvers<Response>();
  let answered = 0;
  await using server = Deno.serve({ port: 0, onListen() {} }, async (request) => {
    await request.bytes();
    return answered++ === 0 ? new Response("first") : await hanging.promise;
  });
  const url = new URL(`http://127.0.0.1:${server.addr.port}/`);
  assert.equal(await (await post(url, {}, BODY, AbortSignal.timeout(10_000))).text(), "first");
  await assert.rejects(post(url, {}, BODY, AbortSignal.timeout(200)));
  hanging.resolve(new Response("too late"));
});

Deno.test("post() fails where nobody listens", async () => {
  await assert.rejects(post(new URL("http://127.0.0.1:1/"), {}, BODY, AbortSignal.timeout(10_000)), /ECONNREFUSED/);
});
