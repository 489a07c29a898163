/** The sum that the upload page computes is the one that the server stores. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Md5, md5OfFile, md5OfText } from "../../../src/features/web/static/md5.js";

Deno.test("the vectors of RFC 1321 (appendix A.5)", () => {
  assert.equal(md5OfText(""), "d41d8cd98f00b204e9800998ecf8427e");
  assert.equal(md5OfText("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  assert.equal(
    md5OfText("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
    "57edf4a22be3c955ac49da2e2107b67a",
  );
});

Deno.test("bytes of every length, in pieces of every length, as Node.js has them", async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(200));
  for (let length = 0; length <= bytes.length; length++) {
    const sum = new Md5();
    const part = bytes.slice(0, length);
    const piece = 1 + length % 70;
    for (let start = 0; start < length; start += piece) sum.push(part.subarray(start, start + piece));
    assert.equal(sum.end(), createHash("md5").update(part).digest("hex"), `${length} bytes in pieces of ${piece}`);
  }
  const large = new Uint8Array(3_000_001).map((_, index) => index % 251);
  assert.equal(await md5OfFile(new Blob([large])), createHash("md5").update(large).digest("hex"));
});
