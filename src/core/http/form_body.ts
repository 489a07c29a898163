/** Small forms without files, in either of their formats. */
import { message } from "../messages/mod.ts";
import { messageOf } from "../thrown.ts";
import type { RequestContext } from "./context.ts";
import { ApiError } from "./errors.ts";
import { readBody } from "./json_body.ts";
import { checkJsonBounds } from "./json_bounds.ts";

/** Whether the content type is that of a form, with any parameters. */
export function isForm(context: RequestContext): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(
    context.req.header("Content-Type") ?? "",
  );
}

/**
 * The text fields of the body; the last one counts where a name comes twice. Files are left out.
 * @throws ApiError 400 for a broken form, 413 for one too large
 */
export async function readFormFields(context: RequestContext): Promise<Record<string, string>> {
  const body = await readBody(context);
  if (body.length === 0) return {};
  const type = context.req.header("Content-Type") ?? "";
  try {
    const form = await new Response(body, { headers: { "Content-Type": type } }).formData();
    const fields = [...form].filter((field): field is [string, string] => typeof field[1] === "string");
    checkJsonBounds(fields);
    // No text of PostgreSQL can hold it.
    if (fields.flat().some((text) => text.includes("\0"))) throw new ApiError(400, message("http.null_character"));
    return Object.fromEntries(fields);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(400, message("http.not_a_form"), { details: { error: messageOf(error) } });
  }
}
