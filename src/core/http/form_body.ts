/** Small forms without files, in either of their formats. */
import type { RequestContext } from "./context.ts";
import { ApiError } from "./errors.ts";
import { readBody } from "./json_body.ts";

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
  const body = await readBody(context) as Uint8Array<ArrayBuffer>;
  if (body.length === 0) return {};
  const type = context.req.header("Content-Type")!;
  try {
    const form = await new Response(body, { headers: { "Content-Type": type } }).formData();
    return Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === "string"));
  } catch (error) {
    throw new ApiError(400, "The body is not a valid form", { details: { error: (error as Error).message } });
  }
}
