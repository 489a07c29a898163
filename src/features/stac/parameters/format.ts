/** The `format` parameter, and the header that says the same (RFC 9110 section 12.5.1). */
import { accepts } from "hono/accepts";
import type { RequestContext } from "../../../core/http/context.ts";

/**
 * The format asked for: by the parameter when it is given, else by `Accept`; the first one when neither says anything known.
 * @param types media types by their format
 */
export function wantedFormat<T extends string>(context: RequestContext, types: Record<T, string>): T {
  const formats = Object.keys(types) as T[];
  const given = context.req.query("format");
  if (given !== undefined) return formats.find((format) => format === given) ?? formats[0];
  const type = accepts(context, { header: "Accept", supports: Object.values(types), default: types[formats[0]] });
  return formats.find((format) => types[format] === type) ?? formats[0];
}
