/** `/api/users/me/tokens` and `/api/auth/tokens`: tokens by which programs call in somebody's name. */
import { z } from "@hono/zod-openapi";
import { isoOffset } from "../../db/timestamps.ts";
import { baseUrl } from "../../http/base_url.ts";
import { loggedCallerOf, type RequestContext } from "../../http/context.ts";
import { ApiError } from "../../http/errors.ts";
import { isJson, readJson } from "../../http/json_body.ts";
import { text } from "../../http/lax.ts";
import type { Router } from "../../http/router.ts";
import { validate } from "../../http/validation.ts";
import type { Services } from "../../services.ts";
import { signToken } from "../json_web_token.ts";
import { requireSecretKey } from "../secret_key.ts";
import { websitePage } from "../website.ts";
import { claimToken, deleteToken, findToken, insertToken, listTokens, type Token } from "./queries.ts";

const tags = ["Auth"];
const MOST_CHARACTERS = 1024;

const newToken = z.object({ description: text({ max: MOST_CHARACTERS }).nullish() }).openapi("NewToken");
const link = z.object({ rel: z.string(), type: z.string(), href: z.string() });
const token = z.object({
  id: z.uuid(),
  description: z.string().nullable(),
  generated_at: z.iso.datetime({ offset: true }),
  jwt_token: z.string().optional().openapi({ description: "JSON Web Token, for the header `Authorization: Bearer …`" }),
  links: z.array(link).optional(),
}).openapi("Token");

const answer = (description: string, schema: z.ZodType = token) => ({
  description,
  content: { "application/json": { schema } },
});
const unknown = { description: "The caller has no such token" };

export function tokensRoutes(router: Router, { settings, sql, secretKey }: Services): void {
  const url = (context: RequestContext, path: string) => `${baseUrl(context, settings.INFRA_NB_PROXIES)}${path}`;

  router.route({
    method: "get",
    path: "/api/users/me/tokens",
    access: "logged-reads",
    summary: "The tokens of the caller, without their JSON Web Tokens",
    tags,
    responses: { 200: answer("Tokens, oldest first", z.array(token)) },
  }, async (context) => {
    const tokens = await listTokens(sql, loggedCallerOf(context).id);
    return context.json(tokens.map((found) => ({
      ...tokenJson(found),
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
      ? validate(newToken, await readJson(context) ?? {}, "Impossible to parse parameters")
      : null;
    const description = given ? given.description ?? "" : null;
    return context.json(await withJwt(await insertToken(sql, loggedCallerOf(context).id, description)));
  });

  router.route({
    method: "get",
    path: "/api/users/me/tokens/{id:uuid}",
    access: "logged-reads",
    summary: "A token of the caller, with its JSON Web Token",
    tags,
    responses: { 200: answer("The token"), 404: unknown },
  }, async (context, { id }) => {
    const found = await findToken(sql, loggedCallerOf(context).id, id);
    if (!found) throw unknownToken();
    return context.json(await withJwt(found));
  });

  router.route({
    method: "delete",
    path: "/api/users/me/tokens/{id:uuid}",
    access: "logged-writes-or-login",
    summary: "Revoke a token for ever",
    tags,
    responses: { 200: answer("Revoked", z.object({ message: z.string() })), 404: unknown },
  }, async (context, { id }) => {
    if (!await deleteToken(sql, loggedCallerOf(context).id, id)) throw unknownToken();
    return context.json({ message: "token revoked" });
  });

  router.route({
    method: "post",
    path: "/api/auth/tokens/generate",
    access: "open-writes",
    summary: "Make a token that nobody has yet, for a program whose user will claim it in a browser",
    tags,
    request: { query: z.object({ description: z.string().max(MOST_CHARACTERS).optional() }) },
    responses: { 200: answer("The token, and the link by which it is claimed") },
  }, async (context) => {
    const query = z.object({ description: text({ max: MOST_CHARACTERS }) });
    const { description } = validate(
      query,
      { description: context.req.query("description") ?? "" },
      "Impossible to parse parameters",
    );
    const made = await withJwt(await insertToken(sql, null, description));
    const href = url(context, `/api/auth/tokens/${made.id}/claim`);
    return context.json({ ...made, links: [{ rel: "claim", type: "application/json", href }] });
  });

  router.route({
    method: "get",
    path: "/api/auth/tokens/{id:uuid}/claim",
    access: "logged-writes-or-login",
    summary: "Make a generated token one's own",
    tags,
    responses: {
      200: { description: "Claimed, now or before" },
      302: { description: "Claimed: to the website, if there is one" },
      403: { description: "Somebody else claimed it" },
      404: { description: "Unknown token" },
    },
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const outcome = await claimToken(sql, caller.id, id);
    if (!outcome) throw unknownToken();
    if (outcome === "somebody else's") throw new ApiError(403, "Token already claimed by another account");
    if (outcome === "had it already") return context.json({ message: "token already associated to account" });
    const accepted = websitePage(context, settings, "token-accepted");
    if (settings.API_ENFORCE_TOS_ACCEPTANCE && !caller.tosAccepted) {
      const terms = websitePage(context, settings, "tos-validation", "/token-accepted");
      if (terms) return context.redirect(terms);
    }
    return accepted
      ? context.redirect(accepted)
      : context.text("You are now logged in the CLI, you can upload your pictures");
  });

  async function withJwt(found: Token) {
    return { ...tokenJson(found), jwt_token: await signToken(found.id, requireSecretKey(secretKey)) };
  }
}

function tokenJson({ id, description, generated_at }: Token) {
  return { id, description, generated_at: isoOffset(generated_at) };
}

function unknownToken(): ApiError {
  return new ApiError(404, "Impossible to find token");
}
