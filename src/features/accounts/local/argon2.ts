/** Hashes of passwords, by Argon2id (RFC 9106) with the parameters that OWASP recommends. */
import { Buffer } from "node:buffer";
import { randomBytes, timingSafeEqual } from "node:crypto";
import pLimit from "p-limit";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { computeArgon2 } from "./argon2_thread.ts";
import type { Argon2Job } from "./argon2_worker.ts";

const PARAMETERS = { iterations: 2, memory: 19 * 1024, parallelism: 1 };
const SALT_BYTES = 16;
/** The string format of password hashes (PHC), as far as Argon2id goes. */
const ENCODED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$[\w+/]+$/;

/** One at a time, so that logins do not take the processor from other requests; only a few may wait. */
const turns = pLimit(1);
const MOST_WAITING = 20;

/** The hash of a password, with its parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return computeInTurn({ password: normalise(password), salt: randomBytes(SALT_BYTES), ...PARAMETERS });
}

/**
 * Whether a password has a hash; takes as long when there is none, so that nobody learns which accounts exist.
 * @throws ApiError 503 when too many are checked at once
 */
export async function verifyPassword(password: string, encoded: string | undefined): Promise<boolean> {
  // No account has an empty password, and the algorithm refuses one.
  if (password === "") return false;
  const parts = encoded === undefined ? null : ENCODED.exec(encoded);
  if (encoded === undefined || !parts) {
    await hashPassword(password);
    return false;
  }
  // The pattern has these four groups.
  const [, memory, iterations, parallelism, salt] = parts as unknown as [string, string, string, string, string];
  const computed = await computeInTurn({
    password: normalise(password),
    salt: new Uint8Array(Buffer.from(salt, "base64")),
    iterations: Number(iterations),
    memory: Number(memory),
    parallelism: Number(parallelism),
  });
  return computed.length === encoded.length && timingSafeEqual(Buffer.from(computed), Buffer.from(encoded));
}

/** Keyboards differ in how they write the same letter (NIST SP 800-63B section 3.1.1.2). */
function normalise(password: string): string {
  return password.normalize("NFKC");
}

async function computeInTurn(job: Argon2Job): Promise<string> {
  if (turns.pendingCount >= MOST_WAITING) throw new ApiError(503, message("accounts.too_many_at_once"));
  return await turns(() => computeArgon2(job));
}
