/**
 * The two ceremonies of WebAuthn (level 3): registering a passkey and logging in with one. The library is loaded when somebody
 * uses a passkey.
 */
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Account } from "../../../core/http/account.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { forgetCookie, readCookie, writeCookie } from "../../../core/http/cookies.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { ownOrigins } from "../../../core/http/own_origins.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { requireSecretKey } from "../secret_key.ts";
import { openText, signText } from "../sessions/signed_text.ts";
import type { NewPasskeyRow, UsablePasskeyRow } from "./queries.ts";

const COOKIE = { name: "passkey_challenge" };
/** Seconds that somebody may take to find their authenticator. */
const LIFETIME = 300;
const CHALLENGE_BYTES = 32;
/** EdDSA, ES256 and RS256, which all authenticators have one of (COSE). */
const ALGORITHMS = [-8, -7, -257];
const LONGEST_FIELD = 20_000;

const base64url = z.string().max(LONGEST_FIELD).regex(/^[\w-]*$/);
const credential = { id: base64url.min(1), rawId: base64url, type: z.literal("public-key") };
const more = { clientExtensionResults: z.object({}).optional(), authenticatorAttachment: z.string().max(50).nullish() };

/** What `navigator.credentials.create()` gives, as JSON. */
export const registrationResponse = z.object({
  ...credential,
  ...more,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(50)).max(10).optional(),
  }),
});

/** What `navigator.credentials.get()` gives, as JSON. */
export const authenticationResponse = z.object({
  ...credential,
  ...more,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

const challenge = z.object({
  challenge: z.string(),
  /** The account that registers a passkey; nobody yet for a login. */
  account: z.uuid().nullable(),
  /** Milliseconds since 1970. */
  at: z.int(),
});
type Challenge = z.infer<typeof challenge>;

type CeremonyServices = Pick<Services, "settings" | "secretKey">;

/** How browsers know this server: passkeys belong to its host name. @throws ApiError 400 when people reach it by a number */
function relyingParty(context: RequestContext, settings: Settings): { id: string; origins: string[] } {
  const { hostname } = new URL(settings.PUBLIC_URL ?? context.req.url);
  if (/^[\d.]+$|^\[/.test(hostname)) throw new ApiError(400, message("accounts.passkeys_need_host_name"));
  const origins = ownOrigins(context, settings).filter((origin) => new URL(origin).hostname === hostname);
  return { id: hostname, origins };
}

/** What a browser needs to make a passkey. @param known ids of passkeys that the account has already */
export async function beginRegistration(
  context: RequestContext,
  services: CeremonyServices,
  account: Account,
  known: string[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { id } = relyingParty(context, services.settings);
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  return await generateRegistrationOptions({
    rpID: id,
    rpName: services.settings.API_SUMMARY.name.en ?? "Panoramax",
    userName: account.name,
    userID: new TextEncoder().encode(account.id),
    challenge: keepChallenge(context, services, account.id),
    attestationType: "none",
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** The passkey that a browser made. @throws ApiError 400 when what it sent does not hold */
export async function finishRegistration(
  context: RequestContext,
  services: CeremonyServices,
  account: Account,
  response: z.infer<typeof registrationResponse>,
): Promise<Omit<NewPasskeyRow, "name">> {
  const { id, origins } = relyingParty(context, services.settings);
  const asked = takeChallenge(context, services, account.id);
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { registrationInfo } = await refused(() =>
    verifyRegistrationResponse({
      // The library checks the fields that the schema leaves open.
      response: { clientExtensionResults: {}, ...response } as RegistrationResponseJSON,
      expectedChallenge: asked.challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
  );
  if (!registrationInfo) throw new ApiError(400, message("accounts.passkey_refused"));
  const { credential } = registrationInfo;
  return {
    account_id: account.id,
    credential_id: credential.id,
    public_key: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
  };
}

/** What a browser needs to log somebody in with any passkey that it has for this server. */
export async function beginAuthentication(
  context: RequestContext,
  services: CeremonyServices,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { id } = relyingParty(context, services.settings);
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  return await generateAuthenticationOptions({
    rpID: id,
    challenge: keepChallenge(context, services, null),
    userVerification: "required",
  });
}

/** Checks the signature of a passkey. @throws ApiError 400 when it does not hold */
export async function finishAuthentication(
  context: RequestContext,
  services: CeremonyServices,
  response: z.infer<typeof authenticationResponse>,
  passkey: UsablePasskeyRow,
): Promise<{ counter: number; challengedAt: number }> {
  const { id, origins } = relyingParty(context, services.settings);
  const asked = takeChallenge(context, services, null);
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { verified, authenticationInfo } = await refused(() =>
    verifyAuthenticationResponse({
      // The library checks the fields that the schema leaves open.
      response: { clientExtensionResults: {}, ...response } as AuthenticationResponseJSON,
      expectedChallenge: asked.challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: true,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: Number(passkey.counter),
      },
    })
  );
  if (!verified) throw new ApiError(400, message("accounts.passkey_refused"));
  return { counter: authenticationInfo.newCounter, challengedAt: asked.at };
}

/** Makes a challenge, and has the browser keep it, signed and hidden from scripts. */
function keepChallenge(
  context: RequestContext,
  { settings, secretKey }: CeremonyServices,
  account: string | null,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(CHALLENGE_BYTES));
  const kept: Challenge = { challenge: Buffer.from(bytes).toString("base64url"), account, at: Date.now() };
  const text = signText(kept, "passkey challenge", requireSecretKey(secretKey));
  writeCookie(context, settings, COOKIE, text, { httpOnly: true, sameSite: "Strict", maxAge: LIFETIME });
  return bytes;
}

/** The challenge of this browser, which forgets it. @throws ApiError 400 when there is none for this purpose */
function takeChallenge(
  context: RequestContext,
  { settings, secretKey }: CeremonyServices,
  account: string | null,
): Challenge {
  const text = readCookie(context, settings, COOKIE);
  const opened = text && secretKey ? openText(text, "passkey challenge", secretKey, LIFETIME) : undefined;
  const kept = challenge.safeParse(opened?.value).data;
  forgetCookie(context, settings, COOKIE);
  if (!kept || kept.account !== account) throw new ApiError(400, message("accounts.passkey_refused"));
  return kept;
}

/** The library throws plain errors at whatever does not hold. */
async function refused<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (cause) {
    throw new ApiError(400, message("accounts.passkey_refused"), { cause });
  }
}
