/** `/api/users/me/passkeys` and `/api/auth/passkey`: passkeys of accounts, and logging in with them. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { clientAddress } from "../../../core/http/client_address.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { readJson } from "../../../core/http/json_body.ts";
import { text } from "../../../core/http/lenient_schemas.ts";
import { RateCounter } from "../../../core/http/rate_counter.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { attemptOf } from "../local/log_in.ts";
import { verifyPassword } from "../local/argon2.ts";
import { guarded, type LoginAttempts } from "../local/attempts.ts";
import { findPasswordOfAccount } from "../local/queries.ts";
import { addressAfterLogin, readNextUrl } from "../login/next_url.ts";
import { requireFactorChange } from "../second_factor/rules.ts";
import { endSessions, noteSecondFactor } from "../sessions/queries.ts";
import { beginSession } from "../sessions/session.ts";
import {
  authenticationResponse,
  beginAuthentication,
  beginRegistration,
  finishAuthentication,
  finishRegistration,
  registrationResponse,
} from "./ceremony.ts";
import {
  deletePasskey,
  findUsablePasskey,
  insertPasskey,
  listCredentialIds,
  listPasskeys,
  notePasskeyUse,
  type PasskeyRow,
  renamePasskey,
} from "./queries.ts";

const tags = ["Auth"];
const MOST_PASSKEYS = 20;
/** Wrong signatures from one network; nobody guesses one, but checking costs time. */
const MOST_LOGINS = { burst: 30, secondsPerAttempt: 10 };

const name = text({ max: 100 }).refine((value) => value.trim() !== "" && !value.includes("\0"), "A name is needed");
const passkeyDocument = z.object({
  id: z.uuid(),
  name: z.string(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
}).openapi("Passkey");
const newPasskey = z.object({ name, response: registrationResponse }).openapi("NewPasskey");
const passkeyLogin = z.object({ response: authenticationResponse, next_url: z.string().optional() }).openapi(
  "PasskeyLogin",
);
const proof = z.object({ password: text({ max: 1000 }) }).openapi("Password");

const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
const answer = (description: string, schema: z.ZodType) => ({ description, ...json(schema) });
const options = answer(
  "Options of WebAuthn, as JSON",
  z.object({ challenge: z.string() }).catchall(z.unknown()).openapi("WebAuthnOptions"),
);
const refusals = {
  400: errorAnswer("What was sent does not hold"),
  403: errorAnswer("Without a session, or one whose login had no second factor although the account has one"),
};

/** @param attempts to prove a password */
export function passkeyRoutes(router: Router, services: Services, attempts: LoginAttempts): void {
  const { settings, sql } = services;
  const logins = new RateCounter("logins by passkey", MOST_LOGINS, services.team);
  const read = async <T>(context: RequestContext, schema: z.ZodType<T>) =>
    validate(schema, await readJson(context), message("http.bad_parameters"));

  router.route({
    method: "get",
    path: "/api/users/me/passkeys",
    access: "logged-reads",
    summary: "The passkeys of the caller, oldest first",
    tags,
    responses: { 200: answer("Passkeys", z.object({ passkeys: z.array(passkeyDocument) })) },
  }, async (context) => {
    const rows = await listPasskeys(sql, loggedCallerOf(context).id);
    return context.json({ passkeys: rows.map(passkeyJson) });
  });

  router.route({
    method: "post",
    path: "/api/users/me/passkeys/options",
    access: "logged-writes",
    summary: "Begin to register a passkey; needs the password and a session",
    tags,
    request: { body: json(proof) },
    responses: { ...refusals, 200: options, 429: errorAnswer("Too many attempts") },
  }, async (context) => {
    const caller = loggedCallerOf(context);
    await requireFactorChange(context, sql);
    const { password } = await read(context, proof);
    const known = await findPasswordOfAccount(sql, caller.id);
    const isKnown = known && await guarded(
      attempts,
      attemptOf(context, services, known.login),
      async () => await verifyPassword(password, known.password_hash) || undefined,
    );
    if (!isKnown) throw new ApiError(400, message("accounts.wrong_password"));
    const ids = await listCredentialIds(sql, caller.id);
    if (ids.length >= MOST_PASSKEYS) throw new ApiError(400, message("accounts.too_many_passkeys"));
    return context.json(await beginRegistration(context, services, caller, ids));
  });

  router.route({
    method: "post",
    path: "/api/users/me/passkeys",
    access: "logged-writes",
    summary: "Register the passkey that a browser made; the caller's other sessions end",
    tags,
    request: { body: json(newPasskey) },
    responses: {
      ...refusals,
      200: answer("The passkey", passkeyDocument),
      409: errorAnswer("It is registered already"),
    },
  }, async (context) => {
    const caller = loggedCallerOf(context);
    const sid = await requireFactorChange(context, sql);
    const given = await read(context, newPasskey);
    const made = await finishRegistration(context, services, caller, given.response);
    const row = await insertPasskey(sql, { ...made, name: given.name.trim() });
    if (!row) throw new ApiError(409, message("accounts.passkey_taken"));
    context.set("auditDetails", { passkey: row.name });
    await noteSecondFactor(sql, sid);
    await endSessions(sql, caller.id, sid);
    return context.json(passkeyJson(row));
  });

  router.route({
    method: "patch",
    path: "/api/users/me/passkeys/{id:uuid}",
    access: "logged-writes",
    summary: "Rename a passkey",
    tags,
    request: { body: json(z.object({ name })) },
    responses: { ...refusals, 204: { description: "Renamed" }, 404: errorAnswer("The caller has no such passkey") },
  }, async (context, { id }) => {
    const given = await read(context, z.object({ name }));
    if (!await renamePasskey(sql, loggedCallerOf(context).id, id, given.name.trim())) throw unknownPasskey();
    return context.body(null, 204);
  });

  router.route({
    method: "delete",
    path: "/api/users/me/passkeys/{id:uuid}",
    access: "logged-writes",
    summary: "Remove a passkey",
    tags,
    responses: { ...refusals, 204: { description: "Removed" }, 404: errorAnswer("The caller has no such passkey") },
  }, async (context, { id }) => {
    await requireFactorChange(context, sql);
    if (!await deletePasskey(sql, loggedCallerOf(context).id, id)) throw unknownPasskey();
    return context.body(null, 204);
  });

  router.route({
    method: "post",
    path: "/api/auth/passkey/options",
    access: "login-form",
    summary: "Begin to log in with a passkey",
    tags,
    responses: { 200: options, 400: refusals[400] },
  }, async (context) => {
    context.header("Cache-Control", "private, no-store");
    return context.json(await beginAuthentication(context, services));
  });

  router.route({
    method: "post",
    path: "/api/auth/passkey",
    access: "login-form",
    summary: "Log in with a passkey",
    tags,
    request: { body: json(passkeyLogin) },
    responses: {
      200: answer("Logged in", z.object({ location: z.string().openapi({ description: "Where to go now" }) })),
      400: refusals[400],
      429: errorAnswer("Too many attempts"),
    },
  }, async (context) => {
    const address = clientAddress(context, settings.INFRA_NB_PROXIES);
    const seconds = logins.take(address);
    if (seconds > 0) {
      throw new ApiError(429, message("accounts.too_many_logins", { seconds }), { details: { retry_after: seconds } });
    }
    const given = await read(context, passkeyLogin);
    const next = readNextUrl(context, settings, given.next_url);
    const passkey = await findUsablePasskey(sql, given.response.id);
    if (!passkey) throw new ApiError(400, message("accounts.passkey_refused"));
    const use = await finishAuthentication(context, services, given.response, passkey);
    if (!await notePasskeyUse(sql, passkey.passkey_id, use)) {
      throw new ApiError(400, message("accounts.passkey_refused"));
    }
    logins.giveBack(address);
    await beginSession(context, services, passkey, { method: "passkey", hasSecondFactor: true });
    context.header("Cache-Control", "private, no-store");
    return context.json({ location: addressAfterLogin(context, settings, passkey.tos_accepted, next) });
  });
}

function unknownPasskey(): ApiError {
  return new ApiError(404, message("accounts.unknown_passkey"));
}

function passkeyJson({ id, name, created_at, last_used_at }: PasskeyRow) {
  return { id, name, created_at: isoZulu(created_at), last_used_at: last_used_at && isoZulu(last_used_at) };
}
