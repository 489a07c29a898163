import assert from "node:assert/strict";
import {
  base32,
  codeOf,
  keyAddress,
  newSecret,
  stepAt,
  stepOfCode,
} from "../../../../src/features/accounts/second_factor/totp.ts";
import { CodeAttempts } from "../../../../src/features/accounts/second_factor/second_factor.ts";
import { decryptSecret, encryptSecret } from "../../../../src/features/accounts/encryption.ts";
import { teamAt } from "../../../support/team.ts";

const SECRET = base32(new TextEncoder().encode("12345678901234567890"));

Deno.test("codeOf() gives the codes of RFC 6238, appendix B", () => {
  assert.equal(SECRET, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const codes = [[59, "287082"], [1111111109, "081804"], [1111111111, "050471"], [1234567890, "005924"]] as const;
  for (const [second, code] of codes) assert.equal(codeOf(SECRET, stepAt(second * 1000)), code);
  assert.equal(codeOf(SECRET, stepAt(20000000000 * 1000)), "353130");
});

Deno.test("stepOfCode() takes codes of the step before and after, and no others", () => {
  const now = 1_234_567_890_000, step = stepAt(now);
  for (const offset of [-1, 0, 1]) assert.equal(stepOfCode(SECRET, codeOf(SECRET, step + offset), now), step + offset);
  for (const offset of [-2, 2]) assert.equal(stepOfCode(SECRET, codeOf(SECRET, step + offset), now), undefined);
  for (const code of ["", "12345", "1234567", "abcdef", "０05924"]) {
    assert.equal(stepOfCode(SECRET, code, now), undefined);
  }
});

Deno.test("keyAddress() cannot be made to name another issuer or secret", () => {
  const url = new URL(keyAddress(newSecret(), "Panoramax: ours", "a&secret=B:c/?d"));
  assert.equal(url.protocol, "otpauth:");
  assert.deepEqual([...url.searchParams.keys()], ["secret", "issuer"]);
  assert.match(url.searchParams.get("secret")!, /^[A-Z2-7]{32}$/);
  assert.equal(url.pathname.split(":").length, 2);
});

Deno.test("codes of an account can be tried ten times, then one in five minutes; a right one does not count", async () => {
  let now = 0;
  const attempts = new CodeAttempts(teamAt(() => now));
  for (let right = 0; right < 20; right++) await attempts.guard("ana", () => Promise.resolve(true));
  for (let wrong = 0; wrong < 10; wrong++) await attempts.guard("ana", () => Promise.resolve(undefined));
  await assert.rejects(attempts.guard("ana", () => Promise.resolve(true)), { status: 429 });
  await attempts.guard("bob", () => Promise.resolve(undefined));
  now += 300_000;
  assert.equal(await attempts.guard("ana", () => Promise.resolve(true)), true);
});

Deno.test("a secret is read with the same key, for the same purpose and account only", async () => {
  const key = new TextEncoder().encode("the secret key of a test, which is long");
  const place = { purpose: "second factors", accountId: "a" } as const;
  const encrypted = await encryptSecret("secret", key, place);
  assert.ok(!new TextDecoder().decode(encrypted).includes("secret"));
  assert.equal(await decryptSecret(encrypted, key, place), "secret");
  assert.equal(await decryptSecret(encrypted, key, { ...place, accountId: "b" }), undefined);
  assert.equal(await decryptSecret(encrypted, key, { ...place, purpose: "api keys" }), undefined);
  assert.equal(await decryptSecret(encrypted, new TextEncoder().encode("another key"), place), undefined);
});
