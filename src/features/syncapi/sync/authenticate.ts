/** Checks who signed a request of the SyncAPI. */
import { findUsableApiKey, requireSecretKey } from "../../accounts/mod.ts";
import type { Services } from "../../../core/services.ts";
import { SyncRefusal } from "./refusal.ts";
import { isGood, readCredentials, slotOfSignature } from "./signature.ts";

/** Who signed, and when. */
export interface Authenticated {
  accountId: string;
  username: string;
  /** The five minutes of the signature, see `stillHolds()`. */
  slot: number;
  /** Hexadecimal. */
  signature: string;
}

/**
 * Checks the signature of the metadata. One made a little ahead of this server's clock is accepted, since its time may come
 * while the file arrives: call `stillHolds()` after that.
 * @throws SyncRefusal the same one for every reason; the reason is for the log only
 */
export async function authenticate(
  authorization: string | null,
  metadata: Uint8Array,
  { sql, secretKey }: Services,
): Promise<Authenticated> {
  const credentials = readCredentials(authorization);
  if (!credentials) throw new SyncRefusal("authentication failed", "no credentials in the Authorization header");
  const { username, digest } = credentials;
  const known = await findUsableApiKey(sql, username, requireSecretKey(secretKey));
  if ("problem" in known) throw new SyncRefusal("authentication failed", `${username}: ${known.problem}`);
  const slot = slotOfSignature(digest, known.apiKey, metadata, Date.now());
  if (slot === undefined) {
    throw new SyncRefusal("authentication failed", `${username}: wrong key, altered metadata, or a wrong clock`);
  }
  return { accountId: known.accountId, username, slot, signature: digest };
}

/** Whether a signature is valid now that everything has arrived: it must be so at the moment before or after the file. */
export function stillHolds(slot: number): boolean {
  // It was not too old when it was checked, so it can only be ahead.
  const now = Date.now();
  return isGood(slot, now) || slot * 300_000 < now;
}
