import assert from "node:assert/strict";
import { hashPassword, verifyPassword } from "../../../../src/features/accounts/local/argon2.ts";

/** The thread that hashes goes on after a test. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

// From the reference implementation (RFC 9106): argon2 "somesalt" -id -t 2 -k 256 -p 1, of "password".
const REFERENCE = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

test("verifyPassword() knows a hash of the reference implementation", async () => {
  assert.equal(await verifyPassword("password", REFERENCE), true);
  assert.equal(await verifyPassword("differentpassword", REFERENCE), false);
});

test("hashPassword() salts: the same password has another hash each time", async () => {
  const [first, second] = await Promise.all([hashPassword("the same"), hashPassword("the same")]);
  assert.notEqual(first, second);
  for (const hash of [first, second]) {
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await verifyPassword("the same", hash), true);
    assert.equal(await verifyPassword("the samE", hash), false);
  }
});

test("verifyPassword() takes the ways of writing a letter for one", async () => {
  const composed = "p\u00e4ssword", decomposed = "pa\u0308ssword";
  assert.notEqual(composed, decomposed);
  assert.equal(await verifyPassword(decomposed, await hashPassword(composed)), true);
});

for (
  const encoded of [
    undefined,
    "",
    "$2b$12$abcdefghijklmnopqrstuv",
    "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW",
  ]
) {
  test(`verifyPassword() refuses every password for the hash ${encoded}`, async () => {
    assert.equal(await verifyPassword("password", encoded), false);
  });
}

test("verifyPassword() refuses an empty password", async () => {
  assert.equal(await verifyPassword("", REFERENCE), false);
});

test("hashPassword() leaves the main thread free", async () => {
  let turns = 0, isDone = false;
  const hashing = hashPassword("a password").finally(() => isDone = true);
  while (!isDone) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    turns++;
  }
  await hashing;
  assert.ok(turns > 5, `${turns} turns of the event loop meanwhile`);
});

test("hashPassword() refuses when too many wait", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => hashPassword("a password")));
  const refusals = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.ok(refusals.length > 10);
  for (const { reason } of refusals) assert.equal(reason.status, 503);
});
