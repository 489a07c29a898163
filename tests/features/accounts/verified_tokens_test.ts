/** Tokens whose signature is remembered, and what may never be taken from memory. */
import assert from "node:assert/strict";
import { SignJWT } from "jose";
import { signToken, TokenRefusal } from "../../../src/features/accounts/json_web_token.ts";
import { verifyTokenOnce } from "../../../src/features/accounts/verified_tokens.ts";

const ID = "e11c255c-6023-4eee-bb47-31566f4ce65f";

function key(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}, the secret key of a test, which is long`);
}

Deno.test("a token that was verified is verified again to the same id", async () => {
  const own = key("again");
  const jwt = await signToken(ID, own);
  assert.equal(await verifyTokenOnce(jwt, own), ID);
  assert.equal(await verifyTokenOnce(jwt, own), ID);
});

Deno.test("a token that one key signed is refused under another one, however often it was used", async () => {
  const own = key("own"), foreign = key("foreign");
  const jwt = await signToken(ID, own);
  await verifyTokenOnce(jwt, own);
  await assert.rejects(verifyTokenOnce(jwt, foreign), TokenRefusal);
  await assert.rejects(verifyTokenOnce(jwt, foreign), TokenRefusal);
});

Deno.test("a token that differs in one character from a remembered one is refused", async () => {
  const own = key("changed");
  const jwt = await signToken(ID, own);
  await verifyTokenOnce(jwt, own);
  const middle = jwt.length - 20;
  const changed = jwt.slice(0, middle) + (jwt[middle] === "A" ? "B" : "A") + jwt.slice(middle + 1);
  await assert.rejects(verifyTokenOnce(changed, own), TokenRefusal);
  await assert.rejects(verifyTokenOnce(`${jwt}A`, own), TokenRefusal);
});

Deno.test("a remembered token is verified again, and refused, when its own time is over", async () => {
  const own = key("expiry"), now = Date.now();
  const jwt = await new SignJWT({ iss: "geovisio", sub: ID, exp: Math.floor(now / 1000) + 60 })
    .setProtectedHeader({ alg: "HS256" }).sign(own);
  assert.equal(await verifyTokenOnce(jwt, own, now), ID);
  await assert.rejects(verifyTokenOnce(jwt, own, now + 61_000), TokenRefusal);
});
