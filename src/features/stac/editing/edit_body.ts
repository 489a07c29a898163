/** Bodies of edits: JSON or a form, all fields optional. */
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { isForm, readFormFields } from "../../../core/http/form_body.ts";
import { isJson, readJson } from "../../../core/http/json_body.ts";

/**
 * The fields of the body; none for an empty body, or one of another type.
 * @throws ApiError 400
 */
export async function readEditBody(context: RequestContext): Promise<Record<string, unknown>> {
  if (isForm(context)) return await readFormFields(context);
  if (!isJson(context)) return {};
  const body = await readJson(context) ?? {};
  if (typeof body !== "object" || Array.isArray(body)) throw new ApiError(400, message("stac.edit_body"));
  return Object.fromEntries(Object.entries(body));
}
