/** The form that brings a picture to an upload set. */
import { z } from "@hono/zod-openapi";
import { boolean, uuid } from "../../core/http/lenient_schemas.ts";
import { validate } from "../../core/http/validation.ts";
import { message } from "../../core/messages/mod.ts";
import { type Overrides, readOverrides } from "./overrides/read.ts";

/** The form of `POST /api/upload_sets/:id/files`. */
export const fileForm = z.object({
  file: z.unknown().openapi({ type: "string", format: "binary", description: "A JPEG picture" }),
  isBlurred: boolean().optional(),
  picture_id: uuid().optional(),
  override_capture_time: z.string().optional().openapi({ format: "date-time" }),
  override_longitude: z.unknown().optional().openapi({ type: "number", minimum: -180, maximum: 180 }),
  override_latitude: z.unknown().optional().openapi({ type: "number", minimum: -90, maximum: 90 }),
}).openapi("NewFile");

const fields = fileForm.pick({ isBlurred: true, picture_id: true });

/** What the form says in addition to the file. */
export interface FileParameters {
  /** The author has blurred faces and plates already. */
  isBlurred: boolean;
  /** Id wanted for the picture. */
  pictureId: string | undefined;
  /** Metadata to write into the picture. */
  overrides?: Overrides;
}

/** @throws ApiError 400 with the wrong fields named */
export function readFileParameters(form: Map<string, string>): FileParameters {
  const overrides = readOverrides(form);
  const given = Object.fromEntries([...form].filter(([, value]) => value !== ""));
  const { isBlurred = false, picture_id } = validate(fields, given, message("http.bad_parameters"));
  return { isBlurred, pictureId: picture_id, overrides };
}

/** Name that browsers give to a `Blob` in a form, which has none. */
const NAME_OF_BLOB = "blob";

/** Only JPEG pictures are taken; the name decides before any byte is read, unless it says nothing. */
export function hasJpegName(fileName: string): boolean {
  return /\.jpe?g$/i.test(fileName) || fileName === NAME_OF_BLOB;
}

/** The name of a file in its set, where names are unique: files without a name of their own are named after their content. */
export function nameOfFile(fileName: string, md5: string): string {
  return fileName === NAME_OF_BLOB ? `${NAME_OF_BLOB}-${md5.slice(0, 8)}.jpg` : fileName;
}
