/**
 * The one error type of the API. Rules throw it where they are broken; `error_answers.ts` turns it into JSON in one place.
 *
 * The body is `{message, status_code, details?, …}`; guards send a bare `{message}` instead (clients distinguish both).
 */
import type { Message } from "../messages/mod.ts";

/** What an error has besides its status and text. */
export interface ApiErrorOptions {
  /** What programs read of the error: the fields that were refused, seconds to wait (`retry_after`), ids. */
  details?: unknown;
  /** Further members of the body, next to `details`, where clients of geovisio expect them. */
  members?: Record<string, unknown>;
  /** The body holds the message alone. */
  bare?: boolean;
  /** What failed below, for the log. */
  cause?: unknown;
}

/** Seconds after which to retry a server whose disk was full: an operator has to free space. */
export const RETRY_AFTER_FULL = 300;

/** An answer of 4xx or 5xx. Thrown where the rule is, and turned into JSON in one place. */
export class ApiError extends Error {
  readonly status: number;
  /** What went wrong, for the person who called; translated when it is answered. */
  readonly text: Message;
  readonly details: unknown;
  readonly members: Record<string, unknown>;
  readonly bare: boolean;

  /** @param status HTTP status of the answer */
  constructor(
    status: number,
    text: Message,
    { details, members = {}, bare = false, cause }: ApiErrorOptions = {},
  ) {
    super(String(text), cause === undefined ? undefined : { cause });
    this.name = "ApiError";
    this.status = status;
    this.text = text;
    this.details = details;
    this.members = members;
    this.bare = bare;
  }

  /** Headers of the answer: `Retry-After` when the details say how many seconds to wait, and when the disk is full. */
  headers(): Record<string, string> {
    // Details are unknown here: any kind of error may have its own.
    const { retry_after = this.status === 507 ? RETRY_AFTER_FULL : undefined } = (this.details ?? {}) as {
      retry_after?: number;
    };
    return retry_after === undefined ? {} : { "Retry-After": String(retry_after) };
  }

  /** The JSON body of the answer, in English unless a translation is given. */
  body(message: string = this.message): Record<string, unknown> {
    if (this.bare) return { message };
    const details = this.details === undefined ? {} : { details: this.details };
    return { message, status_code: this.status, ...details, ...this.members };
  }
}

/** A refusal by a guard: the message alone, without `status_code`. */
export function guardError(status: number, text: Message): ApiError {
  return new ApiError(status, text, { bare: true });
}
