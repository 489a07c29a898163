/** The signature of the SyncAPI: HMAC with SHA3-512 (FIPS 202) over a time slot and the bytes of the metadata. */
import { timingSafeEqual } from "node:crypto";
import { hmacSha3 } from "./hmac_sha3.ts";

const SLOT_SECONDS = 300;
/** How many slots before the present one are valid: clients sign before a long upload. */
const OLDEST = -4;
const NEWEST = 1;
/** Twelve slots are an hour, longer than any upload: a signature made further ahead cannot become valid in time. */
const FARTHEST_AHEAD = 12;

/** What the `Authorization` header says. */
export interface Credentials {
  username: string;
  digest: string;
}

/**
 * Reads `<word> <username>:<hexadecimal digest>`: one space, one colon. The word does not matter, as in indi-allsky.
 * @returns undefined for anything else
 */
export function readCredentials(header: string | null | undefined): Credentials | undefined {
  const [, username, digest] = /^[^ ]+ ([^ :]+):([^ :]+)$/.exec(header ?? "") ?? [];
  return username !== undefined && digest !== undefined ? { username, digest } : undefined;
}

/** The five minutes of a moment. @param time milliseconds since 1970 */
export function slotOf(time: number): number {
  return Math.floor(time / 1000 / SLOT_SECONDS);
}

/** The signature that a client makes. @param key the text of the API key, which is not decoded */
export function sign(key: string, slot: number, metadata: Uint8Array): string {
  const encoder = new TextEncoder();
  return hmacSha3(encoder.encode(key), [encoder.encode(String(slot)), metadata]).toString("hex");
}

/**
 * The slot in which a signature was made; undefined when it is wrong or too old. It may lie ahead: `isGood()` decides later
 * whether that is still valid.
 */
export function slotOfSignature(digest: string, key: string, metadata: Uint8Array, now: number): number | undefined {
  const given = new TextEncoder().encode(digest);
  for (let slot = slotOf(now) + OLDEST; slot <= slotOf(now) + FARTHEST_AHEAD; slot++) {
    const expected = new TextEncoder().encode(sign(key, slot, metadata));
    if (given.length === expected.length && timingSafeEqual(given, expected)) return slot;
  }
  return undefined;
}

/** Whether a signature made in this slot is valid at this moment. @param now milliseconds since 1970 */
export function isGood(slot: number, now: number): boolean {
  const age = slot - slotOf(now);
  return age >= OLDEST && age <= NEWEST;
}
