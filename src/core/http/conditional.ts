/** Conditional requests, RFC 9110 §13. Pure rules. */
import { createHash } from "node:crypto";

/** What a representation is recognised by. */
export interface Validators {
  /** Strong validator in its quotes. */
  etag: string;
  /** Left out where it is unknown; then the conditions on dates do not count (RFC 9110 §13.1.3, §13.1.4). */
  modifiedAt?: Date;
}

/** What the preconditions of a request ask for. */
export type PreconditionResult = "go on" | "not modified" | "precondition failed";

/** Evaluates the preconditions of a GET or HEAD request, in the order of RFC 9110 §13.2.2. If-Range comes later. */
export function evaluatePreconditions(headers: Headers, { etag, modifiedAt }: Validators): PreconditionResult {
  const ifMatch = headers.get("if-match");
  const ifUnmodifiedSince = readHttpDate(headers.get("if-unmodified-since"));
  if (ifMatch !== null) {
    if (!isListed(ifMatch, etag, "strong")) return "precondition failed";
  } else if (modifiedAt && ifUnmodifiedSince !== undefined && inSeconds(modifiedAt) > ifUnmodifiedSince) {
    return "precondition failed";
  }
  const ifNoneMatch = headers.get("if-none-match");
  const ifModifiedSince = readHttpDate(headers.get("if-modified-since"));
  if (ifNoneMatch !== null) return isListed(ifNoneMatch, etag, "weak") ? "not modified" : "go on";
  if (modifiedAt && ifModifiedSince !== undefined && inSeconds(modifiedAt) <= ifModifiedSince) return "not modified";
  return "go on";
}

/**
 * Whether a Range may be answered in part: the client's other parts belong to the same version (RFC 9110 §13.1.5).
 * Dates count as strong, because a stored file does not change twice in one second (§8.8.2.2).
 */
export function ifRangeHolds(headers: Headers, { etag, modifiedAt }: Validators): boolean {
  const ifRange = headers.get("if-range");
  if (ifRange === null) return true;
  if (/^(W\/)?"/.test(ifRange)) return ifRange === etag;
  return modifiedAt !== undefined && readHttpDate(ifRange) === inSeconds(modifiedAt);
}

function isListed(list: string, etag: string, comparison: "strong" | "weak"): boolean {
  if (list.trim() === "*") return true;
  const tags = list.match(/(W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => tag === etag || (comparison === "weak" && tag === `W/${etag}`));
}

/** Seconds since 1970; undefined for what is no HTTP-date (RFC 9110 §5.6.7), which is ignored. */
function readHttpDate(text: string | null): number | undefined {
  if (text === null) return undefined;
  // The asctime format has no zone, and means UTC.
  const milliseconds = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function inSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/**
 * A strong ETag that says which bytes these are; nobody gains by finding others with the same one. Synchronous: a third of the
 * processor time of WebCrypto, which goes through another thread (0.2 ms against 0.6 ms for 300 kB).
 */
export function etagOf(content: string | Uint8Array): string {
  return `"${digestOf(content)}"`;
}

/** 128 bits of SHA-256 in 22 characters (base64url). */
export function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest().toString("base64url", 0, 16);
}
