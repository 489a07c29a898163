/** Why a file did not become a picture. A tracked rejection counts as a received file of its set. */
import { ApiError, type ApiErrorOptions } from "../../core/http/errors.ts";
import type { Language } from "../../core/messages/mod.ts";
import { translate } from "../../core/http/messages/mod.ts";
import type { UploadedFile } from "./uploaded_file.ts";

export type RejectionReason =
  | "capture_duplicate"
  | "file_duplicate"
  | "invalid_file"
  | "invalid_metadata"
  | "in_excluded_area"
  | "id_conflict"
  | "other_error";

/** What is said of a rejection for which no text was kept. */
const FALLBACKS: Partial<Record<RejectionReason, string>> = {
  capture_duplicate: "The picture is too similar to another one (nearby and taken almost at the same time)",
  invalid_file: "The sent file is not a valid JPEG",
  invalid_metadata: "The picture has invalid EXIF or XMP metadata, making it impossible to use",
  other_error: "Something went very wrong, but not due to the picture itself",
};

/** A rejection that is remembered with its file, then answered as an error. */
export class TrackedRejection extends ApiError {
  constructor(
    readonly reason: RejectionReason,
    status: number,
    message: string,
    options: ApiErrorOptions = {},
  ) {
    super(status, message, options);
  }

  /** The text and details to keep: the more precise `details.error` wins over the summary. */
  stored(language: Language): { message: string; details: Record<string, unknown> | null } {
    const { error, ...details } = (this.details ?? {}) as Record<string, unknown>;
    if (typeof error === "string") return { message: translate(error, language), details };
    return { message: translate(this.message, language), details: null };
  }
}

/** The id asked for a picture is another picture's. */
export function idConflict(): TrackedRejection {
  return new TrackedRejection("id_conflict", 409, "A picture with the same ID already exists");
}

/** The `rejected` key of a file; undefined for an accepted one. */
export function rejectionJson(file: UploadedFile, language: Language): Record<string, unknown> | undefined {
  const { rejection_status: reason, rejection_message: stored, rejection_details: details } = file;
  if (!reason) return undefined;
  const message = stored ?? translate(FALLBACKS[reason] ?? "", language);
  return {
    reason,
    severity: stored !== null || reason !== "capture_duplicate" ? "error" : "info",
    ...(message ? { message } : {}),
    ...(details ? { details } : {}),
  };
}
