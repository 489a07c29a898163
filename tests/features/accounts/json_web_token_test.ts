/** Bearer tokens: those that were made here, and those that only look so. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { generateKeyPair, SignJWT } from "jose";
import { signToken } from "../../../src/features/accounts/json_web_token.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const KEY = new TextEncoder().encode("the secret key of a test, which is long");
const UNDECODABLE = { status: 401, error: "Impossible to decode token" };
const MISMATCH = { status: 401, error: "JWT token signature does not match" };

async function tokenId({ sql }: TestServer): Promise<string> {
  const { id } = onlyRow(
    await sql<{ id: string }[]>`SELECT t.id FROM tokens t JOIN accounts a ON a.id = account_id WHERE is_default`,
  );
  return id;
}

function ask(server: TestServer, authorization: string): Promise<Response> {
  return fetch(`${server.url}/api/users/me`, { headers: { Authorization: authorization }, redirect: "manual" });
}

async function assertNotValid(response: Promise<Response>, { status, error }: { status: number; error: string }) {
  assert.deepEqual(await answer(response, status), {
    message: "Token not valid",
    details: { error },
    status_code: status,
  });
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

Deno.test("signToken() writes the token's id and nothing that changes", async () => {
  const jwt = await signToken("e11c255c-6023-4eee-bb47-31566f4ce65f", new TextEncoder().encode("plop"));
  const [header, claims] = jwt.split(".").map((text, index) =>
    index < 2 ? JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))) : text
  );
  assert.deepEqual(header, { typ: "JWT", alg: "HS256" });
  assert.deepEqual(claims, { iss: "geovisio", aud: "panoramax api", sub: "e11c255c-6023-4eee-bb47-31566f4ce65f" });
  assert.equal(await signToken("e11c255c-6023-4eee-bb47-31566f4ce65f", new TextEncoder().encode("plop")), jwt);
});

serverTest("a token made here tells who calls", async (server) => {
  const me = await answer(ask(server, `Bearer ${await signToken(await tokenId(server), KEY)}`));
  assert.equal(me.name, "Default account");
});

/** Signed with the key of the instance, whatever it claims. */
function signed(claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(KEY);
}

type Forgery = (id: string) => Promise<string> | string;
const FORGERIES: Record<string, { forge: Forgery; answer: { status: number; error: string } }> = {
  "that is none": { forge: () => "Pouet", answer: UNDECODABLE },
  "of three empty parts": { forge: () => "..", answer: UNDECODABLE },
  "signed with another secret": {
    forge: (id) => signToken(id, new TextEncoder().encode("another secret")),
    answer: MISMATCH,
  },
  "that claims to need no signature": {
    forge: (id) => `${part({ alg: "none", typ: "JWT" })}.${part({ sub: id })}.`,
    answer: UNDECODABLE,
  },
  "that claims to need no signature, with one": {
    forge: async (id) => `${part({ alg: "NONE" })}.${part({ sub: id })}.${(await signToken(id, KEY)).split(".")[2]}`,
    answer: UNDECODABLE,
  },
  "signed by RS256": {
    forge: async (id) => {
      const { privateKey } = await generateKeyPair("RS256");
      return await new SignJWT({ sub: id }).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
    },
    answer: UNDECODABLE,
  },
  "signed by HS256, whose header says RS256": {
    forge: async (id) => {
      const [, claims, signature] = (await signToken(id, KEY)).split(".");
      return `${part({ alg: "RS256" })}.${claims}.${signature}`;
    },
    answer: UNDECODABLE,
  },
  "signed by HS512": {
    forge: (id) =>
      new SignJWT({ sub: id }).setProtectedHeader({ alg: "HS512" }).sign(new Uint8Array([...KEY, ...KEY, ...KEY])),
    answer: UNDECODABLE,
  },
  "for somebody else under an old signature": {
    forge: async (id) => {
      const [header, , signature] = (await signToken(crypto.randomUUID(), KEY)).split(".");
      return `${header}.${part({ iss: "geovisio", sub: id })}.${signature}`;
    },
    answer: MISMATCH,
  },
  "without a signature": {
    forge: async (id) => (await signToken(id, KEY)).split(".").slice(0, 2).join(".") + ".",
    answer: MISMATCH,
  },
  "that brings its own key": {
    forge: (id) => {
      const text = `${part({ alg: "HS256", jwk: { kty: "oct", k: "AAAA" } })}.${part({ sub: id })}`;
      return `${text}.${createHmac("sha256", new Uint8Array(3)).update(text).digest("base64url")}`;
    },
    answer: MISMATCH,
  },
  "without a subject": {
    forge: () => new SignJWT({ iss: "geovisio" }).setProtectedHeader({ alg: "HS256" }).sign(KEY),
    answer: UNDECODABLE,
  },
  "whose subject is no id": {
    forge: () => new SignJWT({ iss: "geovisio", sub: "' OR true --" }).setProtectedHeader({ alg: "HS256" }).sign(KEY),
    answer: UNDECODABLE,
  },
  "of another issuer": { forge: (id) => signed({ iss: "somebody", sub: id }), answer: UNDECODABLE },
  "of no issuer": { forge: (id) => signed({ sub: id }), answer: UNDECODABLE },
  "for another audience": {
    forge: (id) => signed({ iss: "geovisio", aud: "another api", sub: id }),
    answer: UNDECODABLE,
  },
  "for several audiences": {
    forge: (id) => signed({ iss: "geovisio", aud: ["panoramax api", "another api"], sub: id }),
    answer: UNDECODABLE,
  },
  "that expired by its own claim": {
    forge: (id) => signed({ iss: "geovisio", sub: id, exp: 1_000_000_000 }),
    answer: UNDECODABLE,
  },
  "of an id that never was": {
    forge: () => signToken(crypto.randomUUID(), KEY),
    answer: { status: 403, error: "Token does not exist anymore" },
  },
};

serverTest("a token of geovisio, which names no audience, tells who calls too", async (server) => {
  const jwt = await signed({ iss: "geovisio", sub: await tokenId(server) });
  assert.equal((await answer(ask(server, `Bearer ${jwt}`))).name, "Default account");
});

serverTest("tokens that were not made here are refused, each in its words", async (server) => {
  const id = await tokenId(server);
  for (const [what, { forge, answer: expected }] of Object.entries(FORGERIES)) {
    try {
      await assertNotValid(ask(server, `Bearer ${await forge(id)}`), expected);
    } catch (error) {
      throw new Error(`A token ${what}`, { cause: error });
    }
  }
});

for (const authorization of ["Basic Pouet", "bearer x", "Token x", "Bearerx"]) {
  serverTest(`the header "${authorization}" is refused`, async (server) => {
    await assertNotValid(ask(server, authorization), { status: 401, error: "Only Bearer token are supported" });
  });
}
