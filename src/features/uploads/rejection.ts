/** Why a file did not become a picture. A tracked rejection counts as a received file of its set. */
import { ApiError, type ApiErrorOptions } from "../../core/http/errors.ts";
import { type Language, Message, message, type MessageKey, translate } from "../../core/messages/mod.ts";
import type { UploadedFileRow } from "./file_queries.ts";

/** Why a file was rejected, as the API names it. */
export type RejectionReason =
  | "capture_duplicate"
  | "file_duplicate"
  | "invalid_file"
  | "invalid_metadata"
  | "in_excluded_area"
  | "id_conflict"
  | "other_error";

/** What is said of a rejection for which no text was kept. */
const FALLBACKS: Partial<Record<RejectionReason, MessageKey>> = {
  capture_duplicate: "uploads.too_similar",
  invalid_file: "uploads.rejected_file",
  invalid_metadata: "uploads.rejected_metadata",
  other_error: "uploads.rejected_otherwise",
};

/** A rejection that is remembered with its file, then answered as an error. */
export class TrackedRejection extends ApiError {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, status: number, text: Message, options: ApiErrorOptions = {}) {
    super(status, text, options);
    this.reason = reason;
  }

  /** The text and details to keep: the more precise `details.error` wins over the summary. */
  stored(language: Language): { message: string; details: Record<string, unknown> | null } {
    const details = isObject(this.details) ? this.details : {};
    const { error, ...others } = details;
    if (typeof error === "string" || error instanceof Message) {
      return { message: inLanguage(error, language), details: others };
    }
    return { message: inLanguage(this.text, language), details: null };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function inLanguage(text: Message | string, language: Language): string {
  return text instanceof Message ? translate(text, language) : text;
}

/** The id asked for a picture is another picture's. */
export function idConflict(): TrackedRejection {
  return new TrackedRejection("id_conflict", 409, message("uploads.id_taken"));
}

/** Why a file was rejected, in words: those that were kept, else what the reason alone says. */
export function rejectionText(reason: RejectionReason, stored: string | null, language: Language): string | undefined {
  const fallback = FALLBACKS[reason];
  return stored ?? (fallback && translate(new Message(fallback), language));
}

/** The `rejected` key of a file; undefined for an accepted one. */
export function rejectionJson(file: UploadedFileRow, language: Language): Record<string, unknown> | undefined {
  const { rejection_status: reason, rejection_message: stored, rejection_details: details } = file;
  if (!reason) return undefined;
  const text = rejectionText(reason, stored, language);
  return {
    reason,
    severity: stored !== null || reason !== "capture_duplicate" ? "error" : "info",
    ...(text ? { message: text } : {}),
    ...(details ? { details } : {}),
  };
}
