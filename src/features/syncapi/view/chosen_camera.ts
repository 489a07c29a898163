/** The camera that is meant where none is named: the one chosen in this browser, or the first. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { type CookieSettings, readCookie, writeCookie } from "../../../core/http/cookies.ts";
import { findVisibleCamera, listVisibleCameras } from "./queries.ts";

const COOKIE = { name: "allsky_camera" };
const ONE_YEAR = 365 * 24 * 3600;

/** The id of the camera; undefined when there is no visible one. */
export async function findChosenCamera(
  context: RequestContext,
  settings: CookieSettings,
  sql: Queryable,
  named: number | undefined,
): Promise<number | undefined> {
  if (named !== undefined) return named;
  const chosen = readCookie(context, settings, COOKIE) ?? "";
  const camera = /^\d{1,9}$/.test(chosen) ? await findVisibleCamera(sql, Number(chosen)) : undefined;
  return camera?.id ?? (await listVisibleCameras(sql))[0]?.id;
}

/** Remembers a choice in this browser. */
export function chooseCamera(context: RequestContext, settings: CookieSettings, id: number): void {
  writeCookie(context, settings, COOKIE, String(id), { maxAge: ONE_YEAR, httpOnly: true });
}
