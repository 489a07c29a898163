/** Services that hang: nothing waits for them for ever. */
import assert from "node:assert/strict";
import { Bucket } from "../../../../src/core/storage/s3/bucket.ts";
import { S3File } from "../../../../src/core/storage/s3/file.ts";
import { isPassingStorageFailure, StoreUnreachableError } from "../../../../src/core/storage/mod.ts";
import { readS3Url } from "../../../../src/core/storage/s3/url.ts";

const SILENCE = 100;

/** A bucket of a service that answers each connection with the given text and then says nothing more. */
async function inHangingBucket(answer: string, body: (bucket: Bucket) => Promise<void>): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      connections.push(connection);
      await connection.write(new TextEncoder().encode(answer));
    }
  })();
  const endpoint = encodeURIComponent(`http://127.0.0.1:${listener.addr.port}`);
  try {
    await body(new Bucket(readS3Url(`s3://key:secret@bucket?endpoint_url=${endpoint}`), SILENCE));
  } finally {
    listener.close();
    await accepting.catch(() => {});
    for (const connection of connections) connection.close();
  }
}

Deno.test("request() gives up on a service that does not answer", () =>
  inHangingBucket("", async (bucket) => {
    const requests = [
      () => bucket.request("GET", "1.jpg"),
      () => bucket.request("PUT", "1.jpg", { body: new Uint8Array(1000) }),
      () => Array.fromAsync(bucket.listAll("")),
    ];
    for (const request of requests) {
      await assert.rejects(request(), (error: Error) => {
        assert.ok(error instanceof StoreUnreachableError, String(error));
        assert.match(
          error.message,
          /^The S3 service did not answer for 0\.\d+ s to (GET 1\.jpg|PUT 1\.jpg|a listing)$/,
        );
        return true;
      });
    }
  }));

const CUT = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nfirst bytes";

Deno.test("request() gives up on a service that stops in the middle of an answer", () =>
  inHangingBucket(CUT, async (bucket) => {
    const response = await bucket.request("GET", "1.jpg");
    await assert.rejects(response.text(), StoreUnreachableError);
    const file = new S3File(bucket, "1.jpg", new Headers());
    await assert.rejects(new Response(file.stream()).text(), StoreUnreachableError);
  }));

Deno.test("request() does not count the time that the reader takes", () =>
  inHangingBucket("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfirst bytes", async (bucket) => {
    const response = await bucket.request("GET", "1.jpg");
    await new Promise((resolve) => setTimeout(resolve, 2 * SILENCE));
    assert.equal(await response.text(), "first bytes");
  }));

Deno.test("request() tells that a service is away, which may pass", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const endpoint = encodeURIComponent(`http://127.0.0.1:${listener.addr.port}`);
  listener.close();
  const bucket = new Bucket(readS3Url(`s3://key:secret@bucket?endpoint_url=${endpoint}`), SILENCE);
  const error = await bucket.request("GET", "1.jpg").catch((error) => error);
  assert.ok(error instanceof StoreUnreachableError && isPassingStorageFailure(error), String(error));
});

Deno.test("request() says that the store is away when an answer is cut off", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(65_536));
      await connection.write(new TextEncoder().encode(CUT));
      connection.close();
    }
  })();
  const endpoint = encodeURIComponent(`http://127.0.0.1:${listener.addr.port}`);
  const bucket = new Bucket(readS3Url(`s3://key:secret@bucket?endpoint_url=${endpoint}`));
  const response = await bucket.request("GET", "1.jpg");
  await assert.rejects(response.arrayBuffer(), (error) => isPassingStorageFailure(error));
  await assert.rejects(Array.fromAsync(bucket.listAll("")), (error) => isPassingStorageFailure(error));
  listener.close();
  await accepting.catch(() => {});
});
