import assert from "node:assert/strict";
import { chunksOf, dropBody, MOST_UNREAD_BYTES } from "../../../src/core/http/body_chunks.ts";
import { ApiError } from "../../../src/core/http/errors.ts";

const PATIENCE = { silence: 200, slowest: 1000 };

/** Sends text piece by piece to a server that reads it with patience; what the server got, or the status of its refusal. */
async function send(pieces: string[], pause: () => Promise<void>): Promise<string | number> {
  const { promise: outcome, resolve } = Promise.withResolvers<string | number>();
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    let got = "";
    try {
      for await (const chunk of chunksOf(request.body, PATIENCE)) got += new TextDecoder().decode(chunk);
      resolve(got);
    } catch (error) {
      resolve(error instanceof ApiError ? error.status : String(error));
    }
    return new Response();
  });
  using client = await Deno.connect({ port: server.addr.port });
  const encoder = new TextEncoder();
  const length = pieces.join("").length;
  await client.write(encoder.encode(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length + 1}\r\n\r\n`));
  for (const piece of pieces) {
    await pause();
    if (await Promise.race([outcome, undefined]) !== undefined) break;
    await client.write(encoder.encode(piece)).catch(() => {});
  }
  if (pieces.at(-1) === "end") await client.write(encoder.encode("."));
  return await outcome;
}

Deno.test("chunksOf() gives a body as it came", async () => {
  assert.equal(await send(["a", "b", "end"], () => Promise.resolve()), "abend.");
  assert.deepEqual(await Array.fromAsync(chunksOf(null)), []);
});

Deno.test("chunksOf() ends a body of which nothing more comes", async () => {
  assert.equal(await send(["a"], () => Promise.resolve()), 408);
});

Deno.test("chunksOf() ends a body that drips", async () => {
  const drip = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  assert.equal(await send(Array(200).fill("x"), drip), 408);
});

Deno.test("chunksOf() does not count the time that its reader takes", async () => {
  const body = new Response("abc").body;
  for await (const chunk of chunksOf(body, { silence: 10, slowest: 1000 })) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(chunk.length, 3);
  }
});

Deno.test("dropBody() leaves an endless body alone after a while, and ends one of which nothing comes", async () => {
  let sent = 0, isCancelled = false;
  const piece = new Uint8Array(1024 * 1024);
  await dropBody(
    new ReadableStream({
      pull(controller) {
        assert.ok((sent += piece.length) <= 2 * MOST_UNREAD_BYTES, "it should have ended");
        controller.enqueue(piece);
      },
      cancel() {
        isCancelled = true;
      },
    }),
  );
  assert.ok(isCancelled);
  await assert.rejects(dropBody(new ReadableStream(), PATIENCE), (error) => {
    return error instanceof ApiError && error.status === 408;
  });
});
