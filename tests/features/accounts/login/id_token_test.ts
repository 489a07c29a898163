/** ID tokens that must not be believed. */
import assert from "node:assert/strict";
import { SignJWT } from "jose";
import { assertAnonymous, assertRefused, logIn, loginTest, provider, readMe } from "./support.ts";

const FORGERIES: Record<string, (claims: Record<string, unknown>) => Promise<string> | string> = {
  "without a signature": (claims) => unsigned(claims),
  "signed with another key": async (claims) => {
    const { privateKey } = await crypto.subtle.generateKey(
      { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
      true,
      ["sign"],
    ) as CryptoKeyPair;
    return await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "key of the test" }).sign(privateKey);
  },
  "signed by HMAC with the public key": (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(provider.publicKey)),
  "signed by HMAC with the client's secret": (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode("its secret")),
  "of another issuer": (claims) => provider.signHonestly({ ...claims, iss: "https://evil.example.org" }),
  "for another client": (claims) => provider.signHonestly({ ...claims, aud: "another-client" }),
  "of another login (nonce)": (claims) => provider.signHonestly({ ...claims, nonce: "another nonce" }),
  "without a nonce": ({ nonce: _, ...claims }) => provider.signHonestly(claims),
  "that ended more than two minutes ago": (claims) =>
    provider.signHonestly({ ...claims, exp: Math.floor(Date.now() / 1000) - 130 }),
  "without a subject": ({ sub: _, ...claims }) => provider.signHonestly(claims),
};

function unsigned(claims: Record<string, unknown>): string {
  const part = (value: unknown) =>
    btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

for (const [what, forge] of Object.entries(FORGERIES)) {
  loginTest(`an ID token ${what} is refused`, async ({ sql }, browser) => {
    provider.signIdToken = async (claims) => await forge(claims);
    const { response } = await logIn(browser);
    await assertRefused(response);
    assert.equal(browser.cookie("session"), undefined);
    await assertAnonymous(browser);
    assert.equal((await sql`SELECT FROM accounts WHERE NOT is_default`).length, 0);
  });
}

loginTest("an ID token that ended a minute ago is good: clocks differ", async (_, browser) => {
  provider.signIdToken = (claims) => provider.signHonestly({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 });
  await logIn(browser);
  assert.equal((await readMe(browser)).name, "mireille");
});
