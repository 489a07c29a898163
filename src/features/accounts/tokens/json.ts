/** Tokens as the API shows them. */
import { z } from "@hono/zod-openapi";
import { SCOPES } from "../../../core/http/access_rules.ts";
import { isoOffset } from "../../../core/db/timestamps.ts";
import { text } from "../../../core/http/lenient_schemas.ts";
import { signToken } from "../json_web_token.ts";
import type { Token } from "./queries.ts";

/** What a token is for. PostgreSQL keeps no null characters. */
export const descriptionText = text({ max: 1024 }).refine(
  (value) => !value.includes("\0"),
  "String should not contain null characters",
);

/** The JSON of a token, without its secret. */
export const tokenDocument = z.object({
  id: z.uuid(),
  description: z.string().nullable(),
  generated_at: z.iso.datetime({ offset: true }),
  expires_at: z.iso.datetime({ offset: true }).optional().openapi({ description: "Left out when it never does" }),
  last_used_at: z.iso.datetime({ offset: true }).nullable().optional().openapi({
    description: "Accurate to five minutes; null while it was not used",
  }),
  scopes: z.array(z.enum(SCOPES)).openapi({ description: "What the token may do" }),
  jwt_token: z.string().optional().openapi({ description: "JSON Web Token, for the header `Authorization: Bearer …`" }),
  links: z.array(z.object({ rel: z.string(), type: z.string(), href: z.string() })).optional(),
}).openapi("Token");

/**
 * The JSON of a token.
 * @param options `showsUse`: with the time of its last use
 */
export function tokenJson(
  { id, description, generated_at, expires_at, last_used_at, scopes }: Token,
  { showsUse = true } = {},
) {
  return {
    id,
    description,
    generated_at: isoOffset(generated_at),
    ...(expires_at === null ? {} : { expires_at: isoOffset(expires_at) }),
    ...(showsUse ? { last_used_at: last_used_at && isoOffset(last_used_at) } : {}),
    scopes: scopes ?? SCOPES,
  };
}

/** With what lets its bearer call. */
export async function tokenWithJwt(token: Token, key: Uint8Array<ArrayBuffer>) {
  return { ...tokenJson(token), jwt_token: await signToken(token.id, key) };
}
