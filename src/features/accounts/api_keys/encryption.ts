/**
 * API keys at rest. Signatures (HMAC) are checked with the key itself, so keys cannot be hashed: they are encrypted with
 * AES-256-GCM under a key that HKDF (RFC 5869) derives from the secret of the instance.
 */

const PURPOSE = new TextEncoder().encode("panoramax api keys");
const NONCE_BYTES = 12;

/**
 * @param secretKey secret of the instance
 * @param accountId whose key it is; a key copied to the row of another account is of no use
 * @returns nonce and cipher text
 */
export async function encryptApiKey(
  apiKey: string,
  secretKey: Uint8Array<ArrayBuffer>,
  accountId: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(accountId) };
  const sealed = await crypto.subtle.encrypt(algorithm, await derive(secretKey), new TextEncoder().encode(apiKey));
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  return whole;
}

/** The API key; undefined when it was encrypted with another secret, or for another account. */
export async function decryptApiKey(
  encrypted: Uint8Array<ArrayBuffer>,
  secretKey: Uint8Array<ArrayBuffer>,
  accountId: string,
): Promise<string | undefined> {
  const algorithm = {
    name: "AES-GCM",
    iv: encrypted.slice(0, NONCE_BYTES),
    additionalData: new TextEncoder().encode(accountId),
  };
  try {
    const opened = await crypto.subtle.decrypt(algorithm, await derive(secretKey), encrypted.slice(NONCE_BYTES));
    return new TextDecoder().decode(opened);
  } catch {
    return undefined;
  }
}

async function derive(secretKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", secretKey, "HKDF", false, ["deriveKey"]);
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: PURPOSE },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
