import { writeAnyway } from "../../../core/db/write_anyway.ts";
import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import { onlyRow } from "../../../core/db/rows.ts";

/** Time-based codes of an account. */
export interface SecondFactorRow {
  encrypted_secret: Uint8Array<ArrayBuffer>;
  is_confirmed: boolean;
}

/** The secret of an account; undefined when it has none. */
export async function findSecondFactor(sql: Queryable, accountId: string): Promise<SecondFactorRow | undefined> {
  const [row] = await sql<SecondFactorRow[]>`
    SELECT encrypted_secret, confirmed_at IS NOT NULL AS is_confirmed FROM second_factors WHERE account_id = ${accountId}`;
  return row;
}

/** Which factors an account has besides its password. */
export interface FactorsRow {
  has_codes: boolean;
  nb_recovery_codes: number;
  nb_passkeys: number;
}

/** Which second factors an account has. */
export async function readFactors(sql: Queryable, accountId: string): Promise<FactorsRow> {
  return onlyRow(
    await sql<FactorsRow[]>`
      SELECT EXISTS (SELECT FROM second_factors WHERE account_id = ${accountId} AND confirmed_at IS NOT NULL) AS has_codes,
        (SELECT count(*)::int FROM recovery_codes WHERE account_id = ${accountId}) AS nb_recovery_codes,
        (SELECT count(*)::int FROM passkeys WHERE account_id = ${accountId}) AS nb_passkeys`,
  );
}

/** Keeps a secret that does not count yet, in the place of an earlier one. @returns false when one counts already */
export async function insertSecret(sql: Queryable, accountId: string, encrypted: Uint8Array): Promise<boolean> {
  const { count } = await sql`
    INSERT INTO second_factors AS s (account_id, encrypted_secret) VALUES (${accountId}, ${encrypted})
    ON CONFLICT (account_id) DO UPDATE SET encrypted_secret = EXCLUDED.encrypted_secret, created_at = DEFAULT
      WHERE s.confirmed_at IS NULL`;
  return count > 0;
}

/** Makes a secret count from now on. @returns false when it does already */
export async function confirmSecret(tx: Transaction, accountId: string, step: number): Promise<boolean> {
  const { count } = await tx`
    UPDATE second_factors SET confirmed_at = now(), last_step = ${step}
    WHERE account_id = ${accountId} AND confirmed_at IS NULL`;
  return count > 0;
}

/** Uses the code of a step up, and those of all steps before. @returns false when that was done already */
export async function useStep(sql: Queryable, accountId: string, step: number): Promise<boolean> {
  const { count } = await writeAnyway(sql, (sql) =>
    sql`
    UPDATE second_factors SET last_step = ${step}
    WHERE account_id = ${accountId} AND confirmed_at IS NOT NULL AND last_step < ${step}`);
  return count > 0;
}

/** Gives an account recovery codes in the place of those it had. */
export async function replaceRecoveryCodes(tx: Transaction, accountId: string, hashes: Uint8Array[]): Promise<void> {
  await tx`DELETE FROM recovery_codes WHERE account_id = ${accountId}`;
  await tx`INSERT INTO recovery_codes ${tx(hashes.map((code_hash) => ({ account_id: accountId, code_hash })))}`;
}

/** Uses a recovery code up. @returns false when the account has no such code */
export async function useRecoveryCode(sql: Queryable, accountId: string, hash: Uint8Array): Promise<boolean> {
  const { count } = await writeAnyway(sql, (sql) =>
    sql`
    DELETE FROM recovery_codes WHERE account_id = ${accountId} AND code_hash = ${hash}`);
  return count > 0;
}

/** Removes codes and recovery codes of an account. */
export async function deleteSecondFactor(sql: Queryable, accountId: string): Promise<void> {
  await sql`
    WITH codes AS (DELETE FROM recovery_codes WHERE account_id = ${accountId})
    DELETE FROM second_factors WHERE account_id = ${accountId}`;
}

/** Removes every factor of an account but its password. @returns whether it had any */
export async function resetSecondFactor(sql: Queryable, accountId: string): Promise<boolean> {
  const { has_codes, nb_passkeys } = await readFactors(sql, accountId);
  await sql`DELETE FROM passkeys WHERE account_id = ${accountId}`;
  await deleteSecondFactor(sql, accountId);
  return has_codes || nb_passkeys > 0;
}
