/** The `format` parameter, and the header that says the same (RFC 9110 section 12.5.1). */
import { accepts } from "hono/accepts";
import type { RequestContext } from "../../../core/http/context.ts";

/**
 * The format asked for: by the parameter when it is given, else by `Accept`.
 * @param types media types by their format
 * @param otherwise the format when neither names a known one
 */
export function wantedFormat<T extends string>(
  context: RequestContext,
  types: Record<T, string>,
  otherwise: NoInfer<T>,
): T {
  // Callers write the record out, so that it has no other keys.
  const formats = Object.keys(types) as T[];
  const given = context.req.query("format");
  if (given !== undefined) return formats.find((format) => format === given) ?? otherwise;
  const type = accepts(context, { header: "Accept", supports: Object.values(types), default: types[otherwise] });
  return formats.find((format) => types[format] === type) ?? otherwise;
}
