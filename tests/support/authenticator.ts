/** An authenticator for passkeys in software (WebAuthn level 3), as browsers have them: it makes keys and signs. */
import { Buffer } from "node:buffer";
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

const USER_PRESENT = 0x01, USER_VERIFIED = 0x04, HAS_CREDENTIAL = 0x40;

interface Credential {
  id: Buffer;
  privateKey: KeyObject;
  userHandle: string;
  counter: number;
}

/** Options as the server sends them. */
// deno-lint-ignore no-explicit-any
type Options = any;

export class Authenticator {
  /** Of the page that asks. */
  origin: string;
  readonly #isVerifying: boolean;
  readonly #credentials: Credential[] = [];

  /** @param isVerifying whether it checks who its user is */
  constructor(origin: string, isVerifying = true) {
    this.#isVerifying = isVerifying;
    this.origin = origin;
  }

  /** Makes a passkey: what `navigator.credentials.create()` gives, as JSON. */
  create(options: Options) {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x, y } = publicKey.export({ format: "jwk" });
    const id = randomBytes(16);
    this.#credentials.push({ id, privateKey, userHandle: options.user.id, counter: 0 });
    // A COSE key (RFC 9052): kty EC2, alg ES256, crv P-256, x, y.
    const key = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x!, "base64url"),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y!, "base64url"),
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
    const data = Buffer.concat([this.#data(options.rp.id, HAS_CREDENTIAL, 0), credential]);
    // CBOR (RFC 8949): {"fmt": "none", "attStmt": {}, "authData": data}
    const attestation = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from("fmt"),
      Buffer.from([0x64]),
      Buffer.from("none"),
      Buffer.from([0x67]),
      Buffer.from("attStmt"),
      Buffer.from([0xa0, 0x68]),
      Buffer.from("authData"),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    return {
      ...named(id),
      response: {
        clientDataJSON: this.#clientData("webauthn.create", options.challenge).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** Signs a challenge with the newest passkey: what `navigator.credentials.get()` gives, as JSON. */
  get(options: Options, changes: { counter?: number } = {}) {
    const credential = this.#credentials.at(-1)!;
    credential.counter = changes.counter ?? credential.counter + 1;
    const data = this.#data(options.rpId, 0, credential.counter);
    const clientData = this.#clientData("webauthn.get", options.challenge);
    const signed = Buffer.concat([data, createHash("sha256").update(clientData).digest()]);
    return {
      ...named(credential.id),
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(credential.privateKey).toString("base64url"),
        userHandle: credential.userHandle,
      },
    };
  }

  #data(rpId: string, flags: number, counter: number): Buffer {
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags | USER_PRESENT | (this.#isVerifying ? USER_VERIFIED : 0), 0);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), tail]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }
}

function named(id: Buffer) {
  const text = id.toString("base64url");
  return { id: text, rawId: text, type: "public-key", clientExtensionResults: {} };
}
