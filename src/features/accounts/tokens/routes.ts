/** `/api/users/me/tokens`: tokens by which programs call in somebody's name. */
import { z } from "@hono/zod-openapi";
import { SCOPES } from "../../../core/http/access_rules.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { boolean, integer } from "../../../core/http/lenient_schemas.ts";
import { isJson, readJson } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { requireSecretKey } from "../secret_key.ts";
import { requireScopes, scopeList } from "./scopes.ts";
import { descriptionText, tokenDocument, tokenJson, tokenWithJwt } from "./json.ts";
import { deleteAllTokens, deleteToken, findToken, insertToken, listTokens } from "./queries.ts";

const tags = ["Auth"];
/** Ten years, in seconds. */
const LONGEST_LIFETIME = 315_576_000;

const newToken = z.object({
  description: descriptionText.nullish(),
  expires_in: integer({ min: 1, max: LONGEST_LIFETIME }).nullish().openapi({
    description: "Seconds; for ever when left out",
  }),
  scopes: scopeList.nullish().openapi({
    description:
      "What the token may do; everything when left out. A token cannot make one that may do more than itself",
  }),
}).openapi("NewToken");
/** To look at one's tokens by one of them changes its last use: a list is the same however it is asked for, unless that is wanted. */
const listQuery = z.object({
  show_last_use: boolean().optional().openapi({ description: "Whether to say when each token was used last" }),
});
const answer = (description: string, schema: z.ZodType = tokenDocument) => ({
  description,
  content: { "application/json": { schema } },
});
const unknown = { description: "The caller has no such token" };

/** `/api/users/me/tokens`: list, make and revoke one's tokens. */
export function tokensRoutes(router: Router, { sql, secretKey }: Services): void {
  const url = (context: RequestContext, path: string) => `${baseUrl(context)}${path}`;

  router.route({
    method: "get",
    path: "/api/users/me/tokens",
    access: "logged-reads",
    summary: "The tokens of the caller, without their JSON Web Tokens",
    tags,
    request: { query: listQuery },
    responses: { 200: answer("Tokens, oldest first", z.array(tokenDocument)) },
  }, async (context) => {
    const { show_last_use } = validate(listQuery, context.req.query(), message("http.bad_parameters"));
    const tokens = await listTokens(sql, loggedCallerOf(context).id);
    return context.json(tokens.map((found) => ({
      ...tokenJson(found, { showsUse: show_last_use ?? false }),
      links: [{ rel: "self", type: "application/json", href: url(context, `/api/users/me/tokens/${found.id}`) }],
    })));
  });

  router.route({
    method: "post",
    path: "/api/users/me/tokens",
    access: "logged-writes-or-login",
    summary: "Make a token, usable at once",
    tags,
    request: { body: { content: { "application/json": { schema: newToken } } } },
    responses: { 200: answer("The token") },
  }, async (context) => {
    const given = isJson(context)
      ? validate(newToken, await readJson(context) ?? {}, message("http.bad_parameters"))
      : null;
    const key = requireSecretKey(secretKey);
    const description = given ? given.description ?? "" : null;
    requireScopes(context, given?.scopes ?? SCOPES);
    const made = await insertToken(sql, loggedCallerOf(context).id, description, {
      lifetime: given?.expires_in,
      scopes: given?.scopes,
    });
    return context.json(await tokenWithJwt(made, key));
  });

  router.route({
    method: "get",
    path: "/api/users/me/tokens/{id:uuid}",
    access: "logged-reads",
    summary: "A token of the caller; with its JSON Web Token for a caller with a session, not for one with a token",
    tags,
    responses: { 200: answer("The token"), 404: unknown },
  }, async (context, { id }) => {
    const found = await findToken(sql, loggedCallerOf(context).id, id);
    if (!found) throw new ApiError(404, message("accounts.unknown_token"));
    // Whoever got hold of one token does not get the others.
    if (!context.get("session")) return context.json(tokenJson(found));
    return context.json(await tokenWithJwt(found, requireSecretKey(secretKey)));
  });

  router.route(
    {
      method: "delete",
      path: "/api/users/me/tokens",
      access: "logged-writes-or-login",
      summary: "Revoke all tokens of the caller for ever",
      tags,
      responses: { 200: answer("Revoked", z.object({ message: z.string(), count: z.int() })) },
    },
    async (context) =>
      context.json({ message: "tokens revoked", count: await deleteAllTokens(sql, loggedCallerOf(context).id) }),
  );

  router.route({
    method: "delete",
    path: "/api/users/me/tokens/{id:uuid}",
    access: "logged-writes-or-login",
    summary: "Revoke a token for ever",
    tags,
    responses: { 200: answer("Revoked", z.object({ message: z.string() })), 404: unknown },
  }, async (context, { id }) => {
    if (!await deleteToken(sql, loggedCallerOf(context).id, id)) {
      throw new ApiError(404, message("accounts.unknown_token"));
    }
    return context.json({ message: "token revoked" });
  });
}
