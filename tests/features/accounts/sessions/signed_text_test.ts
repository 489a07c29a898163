import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { inflateSync } from "node:zlib";
import { openText, signText } from "../../../../src/features/accounts/sessions/signed_text.ts";

const SECRET = new TextEncoder().encode("plop");
const NOW = 1_700_000_000, LIFETIME = 60;
const SMALL = { a: 1 };
const LARGE = { _permanent: true, account: { id: "0".repeat(36), name: "Élodie", oauth_provider: "keycloak" } };

for (const [size, value] of [["small", SMALL], ["large", LARGE]] as const) {
  Deno.test(`openText() gives back a ${size} value and when it was signed`, () => {
    const text = signText(value, "session", SECRET, NOW);
    assert.deepEqual(openText(text, "session", SECRET, LIFETIME, NOW + LIFETIME), { value, signedAt: NOW });
  });
}

Deno.test("signText() has the form that websites decode: base64url of JSON, deflated after a dot", () => {
  const small = signText(SMALL, "session", SECRET, NOW).split(".");
  assert.equal(small.length, 3);
  assert.deepEqual(JSON.parse(Buffer.from(small[0]!, "base64url").toString()), SMALL);
  const large = signText(LARGE, "session", SECRET, NOW);
  assert.ok(large.startsWith("."));
  assert.deepEqual(JSON.parse(inflateSync(Buffer.from(large.split(".")[1]!, "base64url")).toString()), LARGE);
  assert.match(large, /^[\w.-]+$/, "nothing that cookies would escape");
});

Deno.test("openText() refuses what was signed too long ago", () => {
  const text = signText(SMALL, "session", SECRET, NOW);
  assert.equal(openText(text, "session", SECRET, LIFETIME, NOW + LIFETIME + 1), undefined);
});

Deno.test("openText() refuses what was signed for another purpose, or with another secret", () => {
  const text = signText(SMALL, "session", SECRET, NOW);
  assert.equal(openText(text, "pending logins", SECRET, LIFETIME, NOW), undefined);
  assert.equal(openText(text, "session", new TextEncoder().encode("plopp"), LIFETIME, NOW), undefined);
});

Deno.test("openText() refuses a text of which any character was changed", () => {
  const text = signText(SMALL, "session", SECRET, NOW);
  for (let index = 0; index < text.length - 1; index++) {
    const changed = `${text.slice(0, index)}${text[index] === "A" ? "B" : "A"}${text.slice(index + 1)}`;
    assert.equal(openText(changed, "session", SECRET, LIFETIME, NOW), undefined, changed);
  }
});

Deno.test("openText() refuses signatures by the secret itself, which JSON Web Tokens have", () => {
  const [payload, timestamp] = signText(SMALL, "session", SECRET, NOW).split(".");
  const signature = createHmac("sha256", SECRET).update(`${payload}.${timestamp}`).digest("base64url");
  assert.equal(openText(`${payload}.${timestamp}.${signature}`, "session", SECRET, LIFETIME, NOW), undefined);
});

for (const text of ["", ".", "..", "a.b.c", ".a.b.c", "=.=.=", "é".repeat(60), "A".repeat(10_000)]) {
  Deno.test(`openText() refuses ${JSON.stringify(text.slice(0, 10))}`, () => {
    assert.equal(openText(text, "session", SECRET, LIFETIME, NOW), undefined);
  });
}
