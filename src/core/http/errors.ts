/**
 * The one error type of the API. Rules throw it where they are broken; `app.ts` turns it into JSON in one place.
 *
 * The body is `{message, status_code, ...details}`; guards send a bare `{message}` instead (clients tell both apart).
 */
export class ApiError extends Error {
  /**
   * @param status HTTP status of the answer
   * @param message what went wrong, for the person who called
   * @param payload merged at the top level of the body; most often `{details: …}`
   * @param bare true when the body holds the message alone
   * @param options `cause`: what went wrong below, for the log
   */
  constructor(
    readonly status: number,
    message: string,
    readonly payload: Record<string, unknown> = {},
    readonly bare = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ApiError";
  }

  /** Headers of the answer: `Retry-After` when the details say how many seconds to wait. */
  headers(): Record<string, string> {
    const { retry_after } = (this.payload.details ?? {}) as { retry_after?: number };
    return retry_after === undefined ? {} : { "Retry-After": String(retry_after) };
  }

  /** The JSON body of the answer. */
  body(): Record<string, unknown> {
    return this.bare ? { message: this.message } : { message: this.message, status_code: this.status, ...this.payload };
  }
}

/** A refusal by a guard: the message alone, without `status_code`. */
export function guardError(status: number, message: string): ApiError {
  return new ApiError(status, message, {}, true);
}
