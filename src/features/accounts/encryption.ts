/**
 * Secrets at rest that have to be read again, such as keys that check signatures: AES-256-GCM under keys that HKDF (RFC 5869)
 * derives from the secret of the instance, one for each purpose.
 */

/** What a secret is for. None is taken for another one. */
export type SecretPurpose = "api keys" | "second factors";

const NONCE_BYTES = 12;

/** Whose secret it is, and what for. Copied to the row of another account, it cannot be decrypted. */
export interface SecretPlace {
  purpose: SecretPurpose;
  accountId: string;
}

/** @param secretKey secret of the instance @returns nonce and cipher text */
export async function encryptSecret(
  secret: string,
  secretKey: Uint8Array<ArrayBuffer>,
  { purpose, accountId }: SecretPlace,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(accountId) };
  const key = await derive(secretKey, purpose);
  const sealed = await crypto.subtle.encrypt(algorithm, key, new TextEncoder().encode(secret));
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  return whole;
}

/** The secret; undefined when it was encrypted under another secret of the instance, or for another place. */
export async function decryptSecret(
  encrypted: Uint8Array<ArrayBuffer>,
  secretKey: Uint8Array<ArrayBuffer>,
  { purpose, accountId }: SecretPlace,
): Promise<string | undefined> {
  const algorithm = {
    name: "AES-GCM",
    iv: encrypted.slice(0, NONCE_BYTES),
    additionalData: new TextEncoder().encode(accountId),
  };
  try {
    const key = await derive(secretKey, purpose);
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, encrypted.slice(NONCE_BYTES)));
  } catch {
    return undefined;
  }
}

async function derive(secretKey: Uint8Array<ArrayBuffer>, purpose: SecretPurpose): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", secretKey, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`panoramax ${purpose}`);
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
