/** The `token` parameter of a search: where the next page begins. Clients take it from links and do not look into it. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";

/** The values by which the last row of a page was sorted, as PostgreSQL text. */
export type PageKey = string[];

/** What the text of a value looks like. */
export const KEY_TEXT = {
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  float8: /^\d+(\.\d+)?(e[+-]?\d+)?$/,
};

const LONGEST = 300;

/** The token of a page that begins after a row. */
export function writeToken(key: PageKey): string {
  return btoa(key.join("|")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Reads a token.
 * @returns undefined when none was given
 * @throws ApiError 400
 */
export function readToken(value: unknown): PageKey | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" || value.length > LONGEST || !/^[\w-]+$/.test(value)) throw invalidToken();
  try {
    return atob(value.replaceAll("-", "+").replaceAll("_", "/")).split("|");
  } catch {
    throw invalidToken();
  }
}

/** The refusal of a token that is not of this search. */
export function invalidToken(): ApiError {
  return new ApiError(400, message("stac.token_invalid"));
}
