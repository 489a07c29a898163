/** Refusals of the SyncAPI: always status 400 and a code, as scripts expect from indi-allsky. */

/** Why an upload was refused, as clients of indi-allsky read it. */
export type RefusalCode =
  | "authentication failed"
  | "invalid_metadata"
  | "media_missing"
  | "camera not found"
  | "camera_missing"
  | "file_exists"
  | "file_missing"
  | "not_implemented";

/** Thrown where a rule of the SyncAPI is broken. */
export class SyncRefusal extends Error {
  override name = "SyncRefusal";

  /**
   * @param code for the client
   * @param reason details, also for the client; only the log gets them for a failed authentication
   */
  constructor(readonly code: RefusalCode, readonly reason?: string) {
    super(reason ? `${code}: ${reason}` : code);
  }

  toResponse(): Response {
    const isSecret = this.code === "authentication failed";
    const body = this.reason && !isSecret ? { error: this.code, reason: this.reason } : { error: this.code };
    return Response.json(body, { status: 400 });
  }
}
