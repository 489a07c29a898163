import type { RejectionReason } from "./rejection.ts";

/** A file that was sent to an upload set, whether it became a picture or not. */
export interface UploadedFile {
  upload_set_id: string;
  /** Absent for a rejected file, and once the picture is deleted. */
  picture_id: string | null;
  /** Base name given by the client. */
  file_name: string;
  /** MD5 of the bytes as received, in the form of a UUID. */
  content_md5: string | null;
  /** PostgreSQL text. */
  inserted_at: string;
  file_type: "picture";
  /** Bytes. */
  size: number | null;
  rejection_status: RejectionReason | null;
  rejection_message: string | null;
  rejection_details: Record<string, unknown> | null;
}
