/** What the database refuses when a picture is inserted, in the API's words. */
import postgres from "postgres";
import { isUniqueViolation, sqlStateOf } from "../../core/db/errors.ts";
import { ApiError } from "../../core/http/errors.ts";
import { Message, message, type MessageKey } from "../../core/messages/mod.ts";
import { idConflict, TrackedRejection } from "./rejection.ts";

const NOT_NULL_VIOLATION = "23502";
/** Raised by the trigger on excluded areas. */
const EXCLUDED_AREAS: Partial<Record<string, MessageKey>> = {
  PX001: "uploads.in_general_area",
  PX002: "uploads.in_own_area",
};

/**
 * Whether an error means that the transaction did not happen. After a lost connection nobody knows: it may have been
 * committed before the answer was lost.
 */
export function isRolledBack(error: unknown): boolean {
  return error instanceof ApiError || sqlStateOf(error) !== undefined;
}

/** The rejection that an error of PostgreSQL stands for (by its SQLSTATE); any other error as it is. */
export function readRefusal(error: unknown): unknown {
  if (isUniqueViolation(error, "pictures_pkey")) return idConflict();
  if (!(error instanceof postgres.PostgresError)) return error;
  const { code, column_name: column, message: text } = error;
  const area = EXCLUDED_AREAS[code];
  if (area) {
    return new TrackedRejection("in_excluded_area", 400, message("uploads.in_excluded_area"), {
      details: { error: new Message(area) },
    });
  }
  // Class 22: data exceptions, such as a time that no calendar has.
  if (code.startsWith("22")) {
    return new TrackedRejection("invalid_metadata", 400, message("uploads.invalid_metadata"), {
      details: { error: text },
    });
  }
  if (code === NOT_NULL_VIOLATION && column === "account_id") {
    return new ApiError(500, message("accounts.no_default_account"));
  }
  return error;
}
