/** Finds what a page is about. */
import type { Queryable } from "../../../../core/db/sql.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { message } from "../../../../core/messages/mod.ts";
import { findVisibleCamera, type VisibleCamera } from "../queries.ts";

/** The camera of a path. @throws ApiError 404 for cameras that are unknown or hidden */
export async function requireCamera(sql: Queryable, text: string): Promise<VisibleCamera> {
  const camera = await findVisibleCamera(sql, readId(text));
  if (!camera) throw new ApiError(404, message("http.not_found"));
  return camera;
}

/** @throws ApiError 404 for a number that no row has */
export function readId(text: string): number {
  const id = Number(text);
  if (id >= 2 ** 31) throw new ApiError(404, message("http.not_found"));
  return id;
}

/** A day as it stands in a path. @throws ApiError 404 for what is no day */
export function readDay(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && text > "0000-12-31";
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!isDay || Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
    throw new ApiError(404, message("http.not_found"));
  }
  return text;
}
