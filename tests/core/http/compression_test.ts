/** Texts are sent as the client takes them, with a length where it is known. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { Buffer } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import { anyDatabaseTest } from "../../support/databases.ts";
import { serverTest } from "../../support/server.ts";

/** Asks as it is written, without the headers that fetch() adds. */
function ask(url: string, headers: Record<string, string>, method = "GET") {
  const { promise, resolve, reject } = Promise.withResolvers<{ headers: IncomingHttpHeaders; body: Buffer }>();
  request(url, { method, headers }, async (response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    resolve({ headers: response.headers, body: Buffer.concat(chunks) });
  }).on("error", reject).end();
  return promise;
}

serverTest(
  "a text comes whole with its length, or compressed to those who ask for it",
  async ({ url }) => {
    const address = `${url}/api`;
    const plain = await ask(address, {});
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.equal(plain.headers["content-length"], String(plain.body.length));
    assert.equal(JSON.parse(plain.body.toString()).type, "Catalog");

    const head = await ask(address, {}, "HEAD");
    assert.equal(head.headers["content-length"], String(plain.body.length));
    assert.equal(head.headers.etag, plain.headers.etag);

    for (let time = 0; time < 2; time++) {
      const packed = await ask(address, { "Accept-Encoding": "br, gzip;q=0.5" });
      assert.equal(packed.headers["content-encoding"], "gzip");
      assert.equal(packed.headers["content-length"], undefined);
      assert.equal(packed.headers.etag, `W/${plain.headers.etag}`);
      assert.deepEqual(gunzipSync(packed.body), plain.body);
    }

    const refused = await ask(address, { "Accept-Encoding": "gzip;q=0, identity" });
    assert.equal(refused.headers["content-encoding"], undefined);
    assert.deepEqual(refused.body, plain.body);

    const short = await ask(`${url}/api/nothing`, { "Accept-Encoding": "gzip" });
    assert.equal(short.headers["content-encoding"], undefined, "shorter than what compressing saves");
    assert.equal(short.headers["content-length"], String(short.body.length));
    const shortPlain = await ask(`${url}/api/nothing`, {});
    assert.equal(shortPlain.headers["content-length"], String(short.body.length));
  },
  {},
  anyDatabaseTest,
);
