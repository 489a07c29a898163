/**
 * `/api/auth/tokens`: how a program without a browser gets a token. It requests one that belongs to nobody yet and shows
 * its user a link; whoever opens the link while logged in claims the token.
 */
import { z } from "@hono/zod-openapi";
import { SCOPES } from "../../../core/http/access_rules.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { asksForPage, isFromBrowser } from "../../../core/http/browsers.ts";
import { clientAddress } from "../../../core/http/client_address.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { answer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import { RateCounter } from "../../../core/http/rate_counter.ts";
import type { Router } from "../../../core/http/router.ts";
import { message, translate } from "../../../core/messages/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { requireSecretKey } from "../secret_key.ts";
import { websitePage } from "../website.ts";
import { requireScopes, scopeList } from "./scopes.ts";
import { descriptionText, tokenDocument, tokenWithJwt } from "./json.ts";
import { claimToken, findUnclaimedToken, insertToken, type Token } from "./queries.ts";

const tags = ["Auth"];
/** Anybody may request tokens, so each address gets a limited number. */
const MOST_TOKENS = { burst: 60, secondsPerAttempt: 10 };
/** Scopes come separated by commas. */
const query = z.object({
  description: descriptionText,
  scopes: z.string().transform((text) => text.split(",")).pipe(scopeList).optional(),
});
const responses = {
  200: answer("Claimed, now or before", z.object({ message: z.string() })),
  302: { description: "Claimed: to the website, if there is one" },
  403: { description: "Somebody else claimed it" },
  404: { description: "Unknown token" },
};

/** Answers with the page on which somebody lets a program use their account. */
export type AnswerClaimPage = (context: RequestContext, token: Token) => Promise<Response>;

/** Tokens that a program asks for and a person then accepts as theirs in the browser. */
export function claimRoutes(
  router: Router,
  { settings, sql, secretKey, team }: Services,
  answerClaimPage: AnswerClaimPage,
): void {
  const generated = new RateCounter("generated tokens", MOST_TOKENS, team);

  router.route({
    method: "post",
    path: "/api/auth/tokens/generate",
    access: "open-writes",
    summary: "Make a token that nobody has yet, for a program whose user will claim it in a browser within 30 days",
    tags,
    request: {
      query: z.object({
        description: z.string().optional(),
        scopes: z.string().optional().openapi({
          description:
            "What the token may do, separated by commas: read, upload, edit, admin; everything when left out",
        }),
      }),
    },
    responses: {
      200: {
        description: "The token, and the link by which it is claimed",
        content: { "application/json": { schema: tokenDocument } },
      },
      429: { description: "Too many from one address" },
    },
  }, async (context) => {
    const key = requireSecretKey(secretKey);
    const address = clientAddress(context, settings.INFRA_NB_PROXIES);
    if (generated.take(address) > 0) throw new ApiError(429, message("accounts.too_many_tokens"));
    const given = { description: context.req.query("description") ?? "", scopes: context.req.query("scopes") };
    const { description, scopes } = validate(query, given, message("http.bad_parameters"));
    const made = await tokenWithJwt(await insertToken(sql, null, description, { scopes }), key);
    const href = `${baseUrl(context)}/api/auth/tokens/${made.id}/claim`;
    return context.json({ ...made, links: [{ rel: "claim", type: "application/json", href }] });
  });

  router.route({
    method: "get",
    path: "/api/auth/tokens/{id:uuid}/claim",
    access: "logged-writes-or-login",
    summary: "Claim a generated token; in a browser, the page that asks for confirmation",
    tags,
    responses,
  }, async (context, { id }) => {
    // Links are opened without thinking: without a question, whoever sent it would get into the account.
    const token = isFromBrowser(context) ? await findUnclaimedToken(sql, id) : undefined;
    return token ? await answerClaimPage(context, token) : await claim(context, id);
  });

  router.route({
    method: "post",
    path: "/api/auth/tokens/{id:uuid}/claim",
    access: "logged-writes-or-login",
    summary: "Claim a generated token",
    tags,
    responses,
  }, (context, { id }) => claim(context, id));

  async function claim(context: RequestContext, id: string): Promise<Response> {
    const caller = loggedCallerOf(context);
    const unclaimed = await findUnclaimedToken(sql, id);
    if (unclaimed) requireScopes(context, unclaimed.scopes ?? SCOPES);
    const outcome = await claimToken(sql, caller.id, id);
    if (!outcome) throw new ApiError(404, message("accounts.unknown_token"));
    if (outcome === "somebody else's") throw new ApiError(403, message("accounts.token_of_another"));
    if (outcome === "had it already" && !asksForPage(context)) {
      return context.json({ message: "token already associated to account" });
    }
    const accepted = websitePage(context, settings, "token-accepted");
    if (!accepted) {
      return context.text(
        translate(message("accounts.cli_logged_in"), languageOf(context)),
      );
    }
    const isAsked = settings.API_ENFORCE_TOS_ACCEPTANCE && !caller.tosAccepted;
    const terms = isAsked ? websitePage(context, settings, "tos-validation", "/token-accepted") : null;
    return context.redirect(terms ?? accepted);
  }
}
