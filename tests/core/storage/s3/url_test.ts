import assert from "node:assert/strict";
import { readSettings } from "../../../../src/core/settings/mod.ts";
import { readS3Url } from "../../../../src/core/storage/s3/url.ts";

Deno.test("readS3Url() reads every part of an address", () => {
  const own = readS3Url(
    "s3://key%2F1:se%2Bcret@pictures/of/us?endpoint_url=https%3A%2F%2Fs3.example.org%2F&region=eu&acl=public-read",
  );
  assert.deepEqual(own, {
    accessKeyId: "key/1",
    secretAccessKey: "se+cret",
    region: "eu",
    acl: "public-read",
    bucketUrl: "https://s3.example.org/pictures",
    prefix: "of/us/",
  });
  const amazon = readS3Url("s3://key:secret@pictures");
  assert.deepEqual(
    [amazon.bucketUrl, amazon.prefix, amazon.region, amazon.acl],
    ["https://pictures.s3.us-east-1.amazonaws.com", "", "us-east-1", undefined],
  );
  assert.equal(readS3Url("s3://key:secret@pictures?endpoint_url=http://localhost:9000").region, "default");
});

Deno.test("readS3Url() says what is missing, without the secret", () => {
  for (const url of ["s3://bucket/prefix", "s3://key@bucket"]) {
    assert.throws(() => readS3Url(url), /^Error: The address needs a key and a secret: s3:\/\/KEY:SECRET@bucket$/);
  }
});

Deno.test("FS_URL may be a bucket: each store gets a prefix of its own, before the parameters", () => {
  const { storage } = readSettings({ FS_URL: "s3://key:secret@bucket/prefix/?endpoint_url=http://localhost:9000" });
  assert.equal(storage.tmp, "s3://key:secret@bucket/prefix/tmp?endpoint_url=http://localhost:9000");
  assert.equal(storage.permanent, "s3://key:secret@bucket/prefix/permanent?endpoint_url=http://localhost:9000");
  const bare = readSettings({ FS_URL: "s3://key:secret@bucket?region=eu" }).storage;
  assert.equal(bare.derivates, "s3://key:secret@bucket/derivates?region=eu");
});
