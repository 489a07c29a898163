/** Codes as the second factor of a login with a password: setting them up, asking for them, and what helps without them. */
import { createHash, randomBytes } from "node:crypto";
import { ApiError } from "../../../core/http/errors.ts";
import { type Counting, RateCounter } from "../../../core/http/rate_counter.ts";
import { logger } from "../../../core/log.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { decryptSecret, encryptSecret } from "../encryption.ts";
import { requireSecretKey } from "../secret_key.ts";
import {
  confirmSecret,
  deleteSecondFactor,
  findSecondFactor,
  insertSecret,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
} from "./queries.ts";
import { base32, newSecret, stepOfCode } from "./totp.ts";

const log = logger("login");
const RECOVERY_CODES = 10;
const RECOVERY_CODE_BYTES = 10;
const PURPOSE = "second factors";

/** What proved a login besides the password. */
export type CodeKind = "code" | "recovery code";

type FactorServices = Pick<Services, "sql" | "secretKey">;

/**
 * How often codes of an account may be tried: one in a million is right at a time, three with the tolerance for clocks. Whoever
 * tries has the password already, so nobody else is kept out.
 */
export class CodeAttempts {
  readonly #counter: RateCounter;

  constructor(counting: Counting) {
    this.#counter = new RateCounter("codes", { burst: 10, secondsPerAttempt: 300 }, counting);
  }

  /**
   * Makes an attempt if there may be another one; a right one does not count.
   * @throws ApiError 429 with the seconds to wait
   */
  async guard<T>(accountId: string, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    const seconds = this.#counter.take(accountId);
    if (seconds > 0) {
      throw new ApiError(429, message("accounts.too_many_logins", { seconds }), { details: { retry_after: seconds } });
    }
    const result = await attempt();
    if (result !== undefined) this.#counter.giveBack(accountId);
    return result;
  }
}

/** Makes a secret that counts once a code of it was right. @returns base32; undefined when the account has one that counts */
export async function beginSetup({ sql, secretKey }: FactorServices, accountId: string): Promise<string | undefined> {
  const secret = newSecret();
  const encrypted = await encryptSecret(secret, requireSecretKey(secretKey), { purpose: PURPOSE, accountId });
  return await insertSecret(sql, accountId, encrypted) ? secret : undefined;
}

/** The secret that is being set up; undefined when none is. */
export async function secretInSetup(services: FactorServices, accountId: string): Promise<string | undefined> {
  const row = await findSecondFactor(services.sql, accountId);
  return row && !row.is_confirmed ? await readSecret(services, accountId, row.encrypted_secret) : undefined;
}

/** Makes the secret count if a code of it is right. @returns recovery codes, to be shown once */
export async function confirmSetup(
  services: FactorServices,
  accountId: string,
  code: string,
): Promise<string[] | undefined> {
  const secret = await secretInSetup(services, accountId);
  const step = secret && stepOfCode(secret, code.replaceAll(/\s/g, ""), Date.now());
  if (!step) return undefined;
  return await services.sql.begin(async (tx) => {
    if (!await confirmSecret(tx, accountId, step)) return undefined;
    const codes = newRecoveryCodes();
    await replaceRecoveryCodes(tx, accountId, codes.map(hashOf));
    return codes;
  });
}

/** Gives an account new recovery codes in the place of the old ones; to be shown once. */
export async function renewRecoveryCodes({ sql }: FactorServices, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await sql.begin((tx) => replaceRecoveryCodes(tx, accountId, codes.map(hashOf)));
  return codes;
}

/** Uses a code or a recovery code up. @returns which it was; undefined when it is wrong or was used before */
export async function useCode(
  services: FactorServices,
  accountId: string,
  given: string,
): Promise<CodeKind | undefined> {
  const code = given.replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^[A-Z2-7]{16}$/.test(code)) {
    return await useRecoveryCode(services.sql, accountId, hashOf(code)) ? "recovery code" : undefined;
  }
  const row = await findSecondFactor(services.sql, accountId);
  const secret = row?.is_confirmed && await readSecret(services, accountId, row.encrypted_secret);
  const step = secret && stepOfCode(secret, code, Date.now());
  return step && await useStep(services.sql, accountId, step) ? "code" : undefined;
}

/** Turns codes off; the password alone is enough then. */
export async function removeCodes({ sql }: FactorServices, accountId: string): Promise<void> {
  await deleteSecondFactor(sql, accountId);
}

async function readSecret(
  { secretKey }: FactorServices,
  accountId: string,
  encrypted: Uint8Array<ArrayBuffer>,
): Promise<string | undefined> {
  const key = requireSecretKey(secretKey);
  const secret = await decryptSecret(new Uint8Array(encrypted), key, { purpose: PURPOSE, accountId });
  if (secret === undefined) {
    log.error(
      "The second factor of account {accountId} was encrypted with another secret key; reset it with " +
        "`panoramax user {accountId} --reset-second-factor`",
      { accountId },
    );
  }
  return secret;
}

/** Four groups of four letters and digits, 80 random bits. */
function newRecoveryCodes(): string[] {
  return Array.from(
    { length: RECOVERY_CODES },
    () => base32(randomBytes(RECOVERY_CODE_BYTES)).replace(/(.{4})(?=.)/g, "$1-"),
  );
}

/** Codes are random enough to need no slow hash. */
function hashOf(code: string): Uint8Array {
  return createHash("sha256").update(code.replaceAll("-", "")).digest();
}
