/**
 * The link that creates the first administrator of a new instance. It is signed and valid for half an hour. Once there is an
 * account with a password, no link is valid.
 */
import type { Services } from "../../../core/services.ts";
import { openText, signText } from "../sessions/signed_text.ts";
import { hasLocalLogins } from "./queries.ts";

/** Seconds. */
export const SETUP_LIFETIME = 1800;

type SetupServices = Pick<Services, "settings" | "sql" | "secretKey">;

/**
 * A link for the administrator's eyes only; undefined when there is nothing to set up.
 * @param url address of the server
 */
export async function makeSetupLink(
  { settings, sql, secretKey }: SetupServices,
  url: string,
): Promise<string | undefined> {
  if (settings.OAUTH_PROVIDER !== "local" || settings.API_READ_ONLY || !secretKey) return undefined;
  if (await hasLocalLogins(sql)) return undefined;
  return `${url}/setup?proof=${signText({}, "set-up link", secretKey)}`;
}

/** Whether the link was signed here, is recent, and has not been used. */
export async function isSetupProof({ sql, secretKey }: SetupServices, proof: string | undefined): Promise<boolean> {
  if (!proof || !secretKey || !openText(proof, "set-up link", secretKey, SETUP_LIFETIME)) return false;
  return !await hasLocalLogins(sql);
}
