/** Which camera is meant where none is named: the one that was chosen in this browser, else the first. */
import { getCookie, setCookie } from "hono/cookie";
import type { Queryable } from "../../../core/db/sql.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { findVisibleCamera, listVisibleCameras } from "./queries.ts";

const COOKIE = "allsky_camera";
const ONE_YEAR = 365 * 24 * 3600;

/** The id of the camera; undefined when there is none that may be seen. */
export async function findChosenCamera(
  context: RequestContext,
  sql: Queryable,
  named: number | undefined,
): Promise<number | undefined> {
  if (named !== undefined) return named;
  const chosen = getCookie(context, COOKIE) ?? "";
  const camera = /^\d{1,9}$/.test(chosen) ? await findVisibleCamera(sql, Number(chosen)) : undefined;
  return camera?.id ?? (await listVisibleCameras(sql))[0]?.id;
}

/** Remembers a choice in this browser. */
export function chooseCamera(context: RequestContext, id: number): void {
  setCookie(context, COOKIE, String(id), { path: "/", maxAge: ONE_YEAR, sameSite: "Lax", httpOnly: true });
}
