import assert from "node:assert/strict";
import { errorOfAnswer } from "../../../../src/core/storage/s3/bucket.ts";
import { StoreUnreachableError } from "../../../../src/core/storage/store.ts";

const code = (name: string) => `<?xml version="1.0"?><Error><Code>${name}</Code><Message>…</Message></Error>`;

const CASES: [string, number, string, boolean, string][] = [
  ["a service that fails", 500, code("InternalError"), true, "S3 answered 500 InternalError to PUT a.jpg"],
  ["a missing bucket", 404, code("NoSuchBucket"), true, "NoSuchBucket to PUT a.jpg: the bucket does not exist"],
  ["a wrong secret", 403, code("SignatureDoesNotMatch"), true, ": the secret key is wrong"],
  ["a wrong key", 403, code("InvalidAccessKeyId"), true, ": the access key is unknown"],
  ["a wrong clock", 403, code("RequestTimeTooSkewed"), true, ": the clock of this machine is wrong"],
  [
    "a refusal without a body",
    403,
    "",
    true,
    "S3 answered 403 to PUT a.jpg: the access key is wrong or lacks a permission",
  ],
  ["a request that is wrong in itself", 400, code("InvalidArgument"), false, "S3 answered 400 InvalidArgument"],
];

for (const [name, status, body, isPassing, text] of CASES) {
  Deno.test(`S3's answer says what to correct: ${name}`, () => {
    const error = errorOfAnswer(status, "PUT a.jpg", body);
    assert.equal(error instanceof StoreUnreachableError, isPassing);
    assert.ok(error.message.includes(text), error.message);
  });
}
